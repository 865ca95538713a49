import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { portalApi, sentOnce, settle, unwrap } from '../../shared/api/client';
import { formatInstant } from '../../shared/format/times';
import { useSession } from '../../shared/session/session';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { useArrive, usePortalChange } from '../portal.queries';
import { type AccountDraft, AccountFields, isReadyAccount, noAccount } from '../register/AccountFields';
import { rightsText, roleWords, untilText } from '../words';
import '../portal.css';

/** An invitation: to what, and how to take it. The token stands behind `#` and goes to the server in a body. */
export function InvitationPage() {
  const [token] = useState(() => window.location.hash.slice(1));
  const { data: session, isPending } = useSession();
  const invited = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => unwrap(portalApi.POST('/api/portal/invitation-holders', { body: { token } })),
    enabled: token !== '',
  });
  const head = <PageHead title="企业的邀请" />;
  if (token === '')
    return (
      <>
        {head}
        <div className="panel">
          <EmptyState title="链接不完整">请从头复制整个邀请链接，包括 # 后面的部分。</EmptyState>
        </div>
      </>
    );
  if (invited.error)
    return (
      <>
        {head}
        <ProblemView error={invited.error} />
      </>
    );
  if (!invited.data || isPending) return <Loading what="正在核对邀请" />;
  const { enterpriseName, inviteeName, role, rights, validUntil, createdByName, expiresAt } = invited.data;
  return (
    <div className="portal-page portal-page--narrow">
      {head}
      <section className="panel" aria-label="邀请的内容">
        <dl className="facts-list">
          <dt>企业</dt>
          <dd>
            <strong>{enterpriseName}</strong>
          </dd>
          <dt>邀请</dt>
          <dd>
            {inviteeName}，作为{roleWords[role]}
          </dd>
          <dt>可以做</dt>
          <dd>
            {rightsText(rights)}，{untilText(validUntil)}
          </dd>
          <dt>邀请人</dt>
          <dd>
            {createdByName}；{formatInstant(expiresAt)} 前有效
          </dd>
        </dl>
      </section>
      {session?.duty === 'member' ? <JoinAs token={token} name={session.displayName} /> : <JoinAnew token={token} />}
    </div>
  );
}

function JoinAs({ token, name }: { token: string; name: string }) {
  const { history } = useRouter();
  const joining = usePortalChange(() => unwrap(portalApi.POST('/api/portal/own/memberships', { body: { token } })));
  return (
    <SendForm
      className="panel stacked"
      label="接受邀请"
      sending={joining}
      onSend={() =>
        joining.mutate(undefined, {
          onSuccess: ({ enterpriseId }) => history.push(`/portal/enterprises/${enterpriseId}`),
        })
      }
      verb="接受邀请"
    >
      <p>您现在登录为 {name}，接受后用这个账号代表这家企业。</p>
    </SendForm>
  );
}

function JoinAnew({ token }: { token: string }) {
  const [account, setAccount] = useState<AccountDraft>(noAccount);
  const { history } = useRouter();
  const arrive = useArrive();
  const { displayName, loginName, password } = account;
  const joining = useMutation({
    mutationFn: () =>
      settle(
        portalApi.POST('/api/portal/members', {
          ...sentOnce,
          body: { token, displayName: displayName.trim(), loginName, password },
        }),
      ),
    onSuccess: async () => {
      await arrive();
      history.push('/portal');
    },
  });
  return (
    <SendForm
      className="panel stacked"
      label="建账号并接受邀请"
      sending={joining}
      onSend={() => joining.mutate()}
      verb="建账号并接受邀请"
      ready={isReadyAccount(account)}
      lacking="请填完整"
    >
      <p className="quiet">已有账号的，请先登录，再打开这个链接。</p>
      <AccountFields account={account} onChange={setAccount} />
    </SendForm>
  );
}
