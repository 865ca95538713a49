import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { type Session, useMay } from '../../shared/session/session';
import { StepUpDialog } from '../../shared/session/StepUpDialog';
import { DistrictName } from '../../shared/district/DistrictName';
import { GoTo } from '../../shared/ui/GoTo';
import { Brand } from '../../shared/ui/Brand';
import { DemoBanner } from './DemoBanner';
import { GroupNavigation, MainNavigation } from './Navigation';
import { Inbox } from './Inbox';
import { NotGranted } from './NotGranted';
import { QuickSearch } from './QuickSearch';
import { SetUp, useSetUpPage } from './SetUp';
import { WhoIsHere } from './WhoIsHere';
import './shell.css';

/** The frame around every page of the console: where one is, whose data one sees, one search box. */
export function ConsoleShell({ session }: { session: Session }) {
  const may = useMay();
  const main = useFocusOnNewPage();
  const here = useRouterState({ select: ({ location }) => location.pathname });
  const setUp = useSetUpPage(session);
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      <header className="shell__bar no-print">
        <Link to="/console" className="brand shell__brand" title="回到工作台">
          <Brand />
          <DistrictName className="shell__district" />
        </Link>
        <MainNavigation />
        <Inbox />
        <WhoIsHere session={session} />
        {may('enterprises.read') && <QuickSearch />}
      </header>
      <GroupNavigation />
      {may('enterprises.read') && <DemoBanner />}
      {setUp && <SetUp page={setUp} needsFactor={session.needsFactor} />}
      <main id="main" ref={main} tabIndex={-1} className="shell__main">
        {setUp && setUp !== here ? (
          <GoTo address={setUp} />
        ) : session.missing === 'grant' && here !== '/console/own' ? (
          <NotGranted />
        ) : (
          <Outlet />
        )}
      </main>
      <footer className="shell__foot">
        本系统的结果均为<strong>预评估，非认定</strong>；认定以主管部门公布的文件为准。
        <a className="no-print" href="/docs/console">
          接口文档
        </a>
      </footer>
      <StepUpDialog />
    </div>
  );
}

/** A reader who moves to another page starts at its beginning, screen readers included. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}
