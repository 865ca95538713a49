import { Outlet } from '@tanstack/react-router';
import { Brand } from '../../shared/ui/Brand';
import './portal-shell.css';

/** The frame around the pages for enterprises: whose house this is, and that nothing here decides anything. */
export function PortalShell() {
  return (
    <div className="portal">
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      <header className="portal__bar no-print">
        <p className="brand">
          <Brand />
        </p>
        <p className="portal__door">企业服务</p>
      </header>
      <main id="main" tabIndex={-1} className="portal__main">
        <Outlet />
      </main>
      <footer className="portal__foot no-print">
        本页的结果均为<strong>预评估，非认定</strong>；认定以主管部门公布的文件为准。
      </footer>
    </div>
  );
}
