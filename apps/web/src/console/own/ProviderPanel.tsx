import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { accessApi, sentOnce, settle, unwrap } from '../../shared/api/client';
import { useProvider } from '../../shared/provider/provider';
import { type Session, useKeepSession } from '../../shared/session/session';
import { ProblemView } from '../../shared/ui/ProblemView';

/** Which account of the identity provider is one's own; only who is signed in here ties it. */
export function ProviderPanel({ session }: { session: Session }) {
  const { data: provider } = useProvider();
  const keep = useKeepSession();
  const tying = useMutation({
    mutationFn: () =>
      unwrap(accessApi.POST('/api/access/own/provider/attempts', { body: { purpose: 'link', code: '' }, ...sentOnce })),
    onSuccess: ({ address }) => window.location.assign(address),
  });
  const untying = useMutation({
    mutationFn: () => settle(accessApi.DELETE('/api/access/own/provider')),
    onSuccess: () => keep({ ...session, providerSubject: null }),
  });
  if (!provider) return null;
  const isTied = session.providerSubject !== null;
  return (
    <section className="panel stacked" aria-labelledby="own-provider">
      <h2 id="own-provider">{provider.label}</h2>
      <p>
        {isTied ? (
          <>
            已关联统一认证的账号 <span className="code">{session.providerSubject}</span>，登录时可以不输口令。
          </>
        ) : (
          '还没有关联。关联以后，登录时可以用统一认证代替口令。'
        )}
      </p>
      <div className="acts">
        <Button loading={tying.isPending} onClick={() => tying.mutate()}>
          {isTied ? '换一个统一认证账号' : '关联统一认证账号'}
        </Button>
        {isTied && session.hasPassword && (
          <Button danger loading={untying.isPending} onClick={() => untying.mutate()}>
            解除关联
          </Button>
        )}
      </div>
      {tying.error && <ProblemView error={tying.error} />}
      {untying.error && <ProblemView error={untying.error} />}
    </section>
  );
}
