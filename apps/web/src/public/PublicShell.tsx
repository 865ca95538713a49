import { Outlet } from '@tanstack/react-router';
import { DistrictName } from '../shared/district/DistrictName';
import { Brand } from '../shared/ui/Brand';
import './public.css';

/** The frame around what everybody may read: no sign-in, no navigation. */
export function PublicShell() {
  return (
    <div className="public">
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      <header className="public__bar no-print">
        <p className="brand">
          <Brand />
        </p>
        <DistrictName className="public__district" />
      </header>
      <main id="main" tabIndex={-1} className="public__main">
        <Outlet />
      </main>
      <footer className="public__foot no-print">
        <a href="/public/notices">公示</a> · <a href="/public/area-lists">面积公示</a> ·{' '}
        <a href="/public/support">扶持结果</a> · <a href="/public/rankings">公开的排名</a> ·{' '}
        <a href="/portal">企业服务</a>
      </footer>
    </div>
  );
}
