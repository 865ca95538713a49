import { useRouterState } from '@tanstack/react-router';
import { ConsoleDoor } from '../../console/shell/ConsoleDoor';
import { NotFoundPage } from '../../console/shell/NotFoundPage';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PageHead } from '../../shared/ui/PageHead';
import { SignInShell } from '../../sign-in/SignInShell';
import { PublicShell } from '../../public/PublicShell';
import { PortalShell } from './PortalShell';

/** Whether the page that is shown (not the one that is still being loaded) stands below a place. */
const useWithin = (place: string) =>
  useRouterState({
    select: ({ matches, location }) => {
      const at = matches.at(-1)?.pathname ?? location.pathname;
      return at === place || at.startsWith(`${place}/`);
    },
  });

/** Enterprises and caseworkers enter by doors of their own: neither sees the other's navigation. */
export function Doors() {
  const isPortal = useWithin('/portal');
  const isSignIn = useWithin('/sign-in');
  const isPublic = useWithin('/public');
  if (isPublic) return <PublicShell />;
  return isPortal ? <PortalShell /> : isSignIn ? <SignInShell /> : <ConsoleDoor />;
}

/** An address that leads nowhere, in the words of the door it was tried at. */
export function NothingHere() {
  if (!useWithin('/portal')) return <NotFoundPage />;
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
