import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './base.css';
import { router } from './router';
import { createQueries } from './shared/api/queries';
import { pageNonce } from './shared/nonce';
import { themeFor } from './shared/theme';
import { BusyMark } from './shared/ui/BusyMark';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its root');

createRoot(root).render(
  <StrictMode>
    <ConfigProvider
      locale={zhCN}
      theme={themeFor(window.matchMedia('(prefers-reduced-motion: reduce)').matches)}
      csp={{ nonce: pageNonce }}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false, loadingIcon: <BusyMark /> }}
    >
      <App>
        <QueryClientProvider client={createQueries()}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  </StrictMode>,
);
