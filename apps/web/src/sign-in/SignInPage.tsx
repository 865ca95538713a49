import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { accessApi, unwrap } from '../shared/api/client';
import { type Session, useKeepSession, useSession, useSignOut } from '../shared/session/session';
import { Loading } from '../shared/ui/Loading';
import { PageHead } from '../shared/ui/PageHead';
import { PasswordField } from '../shared/ui/PasswordField';
import { SendForm } from '../shared/ui/SendForm';
import { TextField } from '../shared/ui/TextField';
import { placeAfter } from './place-after';
import { ProviderButton } from './ProviderButton';

/** Sign-in: the password, then the code of the phone where a second factor is set up, then back to where one was. */
export function SignInPage() {
  const { data: session, isPending } = useSession();
  const { to } = useSearch({ from: '/sign-in' });
  const { history } = useRouter();
  const isIn = session && session.missing !== 'code';
  useEffect(() => {
    if (isIn) history.replace(placeAfter(to, session));
  }, [isIn, history, to, session]);
  if (isPending || isIn) return <Loading what="正在打开" />;
  return session ? (
    <CodeForm />
  ) : (
    <div className="sign-in__ways">
      <NameForm />
      <ProviderButton to={to} />
    </div>
  );
}

function NameForm() {
  const [loginName, setLoginName] = useState('');
  const [password, setPassword] = useState('');
  const entering = useEntering(() =>
    accessApi.POST('/api/access/sessions', { body: { loginName: loginName.trim(), password } }),
  );
  return (
    <>
      <PageHead title="登录" />
      <SendForm
        className="panel stacked"
        label="登录"
        sending={entering}
        onSend={() => entering.mutate()}
        verb="登录"
        ready={loginName.trim() !== '' && password !== ''}
      >
        <TextField label="登录名" max={32} name="username" value={loginName} onChange={setLoginName} />
        <PasswordField label="口令" kind="current-password" value={password} onChange={setPassword} />
        <p className="quiet">
          没有账号、忘了口令或换了手机，请找本单位的系统管理员要一次性链接。首次启动的链接和演示账号打印在启动程序的窗口里。
        </p>
      </SendForm>
    </>
  );
}

function CodeForm() {
  const [code, setCode] = useState('');
  const entering = useEntering(() => accessApi.POST('/api/access/session/code', { body: { code } }));
  const leaving = useSignOut();
  return (
    <>
      <PageHead title="输入动态口令" />
      <SendForm
        className="panel stacked"
        label="动态口令"
        sending={entering}
        onSend={() => entering.mutate()}
        verb="继续"
        ready={/^\d{6}$/.test(code)}
        onCancel={() => leaving.mutate()}
        cancelVerb="换个账号"
      >
        <TextField
          label="动态口令"
          hint="手机验证器里“梯度”下面的六位数字"
          max={6}
          name="one-time-code"
          value={code}
          onChange={setCode}
        />
      </SendForm>
    </>
  );
}

function useEntering(ask: () => Promise<{ data?: Session; error?: unknown; response: Response }>) {
  const keep = useKeepSession();
  return useMutation({ mutationFn: () => unwrap(ask()), onSuccess: keep });
}
