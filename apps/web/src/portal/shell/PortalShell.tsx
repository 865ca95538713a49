import { Link, Outlet } from '@tanstack/react-router';
import { Button } from 'antd';
import { useLeavingWhenLost } from '../../console/shell/ConsoleDoor';
import { useSession, useSignOut } from '../../shared/session/session';
import { StepUpDialog } from '../../shared/session/StepUpDialog';
import { DistrictName } from '../../shared/district/DistrictName';
import { Brand } from '../../shared/ui/Brand';
import './portal-shell.css';
import { useUnread } from '../desk/desk.queries';
import '../portal.css';

/** The frame around the pages for enterprises: whose house this is, who is here, and that nothing here decides anything. */
export function PortalShell() {
  useLeavingWhenLost();
  return (
    <div className="portal">
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      <header className="portal__bar no-print">
        <p className="brand">
          <Brand />
        </p>
        <p className="portal__door">
          <DistrictName className="portal__district" /> 企业服务
        </p>
        <WhoIsHere />
      </header>
      <main id="main" tabIndex={-1} className="portal__main">
        <Outlet />
      </main>
      <footer className="portal__foot no-print">
        本页的结果均为<strong>预评估，非认定</strong>；认定以主管部门公布的文件为准。
      </footer>
      <StepUpDialog />
    </div>
  );
}

/** Who is signed in as one of an enterprise, and the way out. Nobody is asked here: the self-check needs no name. */
function WhoIsHere() {
  const { data: session } = useSession();
  const leaving = useSignOut();
  const unread = useUnread();
  if (session?.duty !== 'member') return null;
  return (
    <nav className="portal__who" aria-label="我">
      <Link to="/portal">
        我的企业
        {unread > 0 && (
          <b className="portal__unread" aria-label={`${unread} 条消息没有读`}>
            {unread > 99 ? '99+' : unread}
          </b>
        )}
      </Link>
      <Link to="/portal/security">{session.displayName}</Link>
      <Button type="link" loading={leaving.isPending} onClick={() => leaving.mutate()}>
        退出
      </Button>
    </nav>
  );
}
