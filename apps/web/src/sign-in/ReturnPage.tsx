import { Link, useRouter } from '@tanstack/react-router';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { accessApi, sentOnce, unwrap } from '../shared/api/client';
import { tellProof, wantedPlace } from '../shared/provider/provider';
import { useKeepSession } from '../shared/session/session';
import { EmptyState } from '../shared/ui/EmptyState';
import { Loading } from '../shared/ui/Loading';
import { PageHead } from '../shared/ui/PageHead';
import { ProblemView } from '../shared/ui/ProblemView';
import { placeAfter } from './place-after';

/** The answers already sent: one counts once, whatever a page does twice. */
const sent = new Set<string>();

/** Where the identity provider sends back to: the answer goes to the server in a body, and out of the address. */
export function ReturnPage() {
  const [answer] = useState(() => window.location.search.slice(1));
  const keep = useKeepSession();
  const { history } = useRouter();
  const coming = useMutation({
    mutationFn: () => unwrap(accessApi.POST('/api/access/provider/returns', { body: { answer }, ...sentOnce })),
    onSuccess: ({ purpose, session }) => {
      keep(session);
      if (purpose === 'stepUp') {
        tellProof();
        window.close();
      } else history.replace(purpose === 'link' ? '/console/own' : placeToGo(session));
    },
  });
  const { mutate } = coming;
  useEffect(() => {
    if (answer === '' || sent.has(answer)) return;
    sent.add(answer);
    mutate();
  }, [answer, mutate]);
  if (answer === '' || coming.error)
    return (
      <>
        <PageHead title="没有登录" />
        {coming.error ? (
          <ProblemView error={coming.error} />
        ) : (
          <div className="panel">
            <EmptyState title="这里是统一认证回来的地方">请从登录页开始。</EmptyState>
          </div>
        )}
        <p>
          <Link to="/sign-in">回到登录页</Link>
        </p>
      </>
    );
  if (coming.data?.purpose === 'stepUp')
    return (
      <>
        <PageHead title="已确认是您本人" />
        <div className="panel">
          <p role="status">可以关闭这个窗口，回到原来的页面继续。</p>
        </div>
      </>
    );
  return <Loading what="正在核对统一认证的答复" />;
}

const placeToGo = (session: Parameters<typeof placeAfter>[1] & { missing: string | null }): string => {
  const to = wantedPlace();
  const asked = to === undefined ? '' : `?${new URLSearchParams({ to }).toString()}`;
  return session.missing === 'code' ? `/sign-in${asked}` : placeAfter(to, session);
};
