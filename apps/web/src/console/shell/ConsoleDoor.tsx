import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useForgetSession, useSession } from '../../shared/session/session';
import { onSessionLost } from '../../shared/session/session-events';
import { GoTo } from '../../shared/ui/GoTo';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { ConsoleShell } from './ConsoleShell';
import './shell.css';

/** Lets into the console who is signed in; others are led to the sign-in and back to where they were. */
export function ConsoleDoor() {
  const { data: session, error, refetch } = useSession();
  const [wanted] = useState(useRouterState({ select: ({ location }) => location.href }));
  useLeavingWhenLost();
  if (error)
    return (
      <main id="main" className="console-closed">
        <PageHead title="暂时打不开" />
        <ProblemView error={error} retry={() => void refetch()} />
      </main>
    );
  if (session === undefined) return <Loading what="正在打开" />;
  if (session === null || session.missing === 'code')
    return <GoTo address={`/sign-in?${new URLSearchParams({ to: wanted }).toString()}`} />;
  if (session.duty === 'member') return <GoTo address="/portal" />;
  return <ConsoleShell session={session} />;
}

/** When the server no longer knows the session, what was read with it is of no use any more. */
export function useLeavingWhenLost() {
  const forget = useForgetSession();
  useEffect(() => onSessionLost(forget), [forget]);
}
