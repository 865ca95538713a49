import type { ErrorComponentProps } from '@tanstack/react-router';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';

/** A page that broke while being shown; the shell around it stays. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  return (
    <>
      <PageHead title="页面没有显示出来" />
      <ProblemView error={error} retry={reset} />
    </>
  );
}
