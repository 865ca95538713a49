import { useRouterState } from '@tanstack/react-router';
import { ConsoleShell } from '../../console/shell/ConsoleShell';
import { NotFoundPage } from '../../console/shell/NotFoundPage';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PageHead } from '../../shared/ui/PageHead';
import { PortalShell } from './PortalShell';

const useInPortal = () =>
  useRouterState({ select: ({ location }) => location.pathname === '/portal' || location.pathname.startsWith('/portal/') }); // prettier-ignore

/** Enterprises and caseworkers enter by doors of their own: neither sees the other's navigation. */
export function Doors() {
  return useInPortal() ? <PortalShell /> : <ConsoleShell />;
}

/** An address that leads nowhere, in the words of the door it was tried at. */
export function NothingHere() {
  if (!useInPortal()) return <NotFoundPage />;
  return (
    <>
      <PageHead title="没有这个页面" />
      <div className="panel">
        <EmptyState title="这个地址没有对应的页面">
          请检查链接是否完整，或到 <a href="/portal/self-check">企业自测</a> 继续。
        </EmptyState>
      </div>
    </>
  );
}
