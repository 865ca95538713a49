import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { accessApi, unwrap } from '../shared/api/client';
import { useKeepSession } from '../shared/session/session';
import { EmptyState } from '../shared/ui/EmptyState';
import { Loading } from '../shared/ui/Loading';
import { PageHead } from '../shared/ui/PageHead';
import { PasswordField } from '../shared/ui/PasswordField';
import { ProblemView } from '../shared/ui/ProblemView';
import { SendForm } from '../shared/ui/SendForm';

/** A one-time link: whose it is, and the password it sets. The token stands behind `#` and goes to the server in a body. */
export function RedeemPage() {
  const [token] = useState(() => window.location.hash.slice(1));
  const holder = useQuery({
    queryKey: ['link', token],
    queryFn: () => unwrap(accessApi.POST('/api/access/link-holders', { body: { token } })),
    enabled: token !== '',
  });
  if (token === '')
    return (
      <>
        <PageHead title="设置口令" />
        <div className="panel">
          <EmptyState title="链接不完整">请从头复制整个一次性链接，包括 # 后面的部分。</EmptyState>
        </div>
      </>
    );
  if (holder.error)
    return (
      <>
        <PageHead title="设置口令" />
        <ProblemView error={holder.error} />
      </>
    );
  if (!holder.data) return <Loading what="正在核对链接" />;
  return <PasswordForm token={token} {...holder.data} />;
}

function PasswordForm({ token, loginName, displayName }: { token: string; loginName: string; displayName: string }) {
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const keep = useKeepSession();
  const { history } = useRouter();
  const setting = useMutation({
    mutationFn: () => unwrap(accessApi.POST('/api/access/passwords', { body: { token, password } })),
    onSuccess: (session) => {
      keep(session);
      history.replace('/console/own'); // the second factor comes next
    },
  });
  const differs = again !== '' && again !== password;
  return (
    <>
      <PageHead title="设置口令" lead={`${displayName}，登录名 ${loginName}`} />
      <SendForm
        className="panel stacked"
        label="设置口令"
        sending={setting}
        onSend={() => setting.mutate()}
        verb="设好口令并登录"
        ready={password !== '' && password === again}
      >
        <PasswordField
          label="新口令"
          hint="至少 10 个字符，大写字母、小写字母、数字、符号中至少三类；不要用常见的词"
          kind="new-password"
          value={password}
          onChange={setPassword}
        />
        <PasswordField
          label="再输一遍"
          error={differs ? '两次输入的不一样。' : undefined}
          kind="new-password"
          value={again}
          onChange={setAgain}
        />
      </SendForm>
    </>
  );
}
