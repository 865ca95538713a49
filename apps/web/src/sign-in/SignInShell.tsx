import { Outlet } from '@tanstack/react-router';
import { DistrictName } from '../shared/district/DistrictName';
import { Brand } from '../shared/ui/Brand';
import './sign-in.css';

/** The frame of the pages before anybody is signed in. */
export function SignInShell() {
  return (
    <div className="sign-in">
      <header className="sign-in__bar">
        <p className="brand">
          <Brand />
        </p>
        <DistrictName className="sign-in__district" />
      </header>
      <main id="main" tabIndex={-1} className="sign-in__main">
        <Outlet />
      </main>
      <footer className="sign-in__foot">
        <a href="/portal/register">企业注册账号</a> · <a href="/portal/self-check">企业自测不用登录</a>
      </footer>
    </div>
  );
}
