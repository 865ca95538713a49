import { useState } from 'react';
import { PasswordField } from '../../shared/ui/PasswordField';
import { SendForm } from '../../shared/ui/SendForm';
import { useChangePassword } from './own.queries';

const nothing = { current: '', password: '', again: '' };

/** Another password; it ends every other sign-in. */
export function PasswordPanel() {
  const [form, setForm] = useState(nothing);
  const changing = useChangePassword();
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const { current, password, again } = form;
  return (
    <section className="panel" aria-labelledby="own-password">
      <h2 id="own-password">改口令</h2>
      <SendForm
        className="own__password"
        label="改口令"
        sending={changing}
        onSend={() => changing.mutate({ current, password }, { onSuccess: () => setForm(nothing) })}
        verb="改口令"
        ready={current !== '' && password !== '' && password === again}
      >
        <PasswordField
          label="现在的口令"
          kind="current-password"
          value={current}
          onChange={(text) => change({ current: text })}
        />
        <PasswordField
          label="新口令"
          hint="至少 10 个字符，大小写字母、数字、符号中至少三类"
          kind="new-password"
          value={password}
          onChange={(text) => change({ password: text })}
        />
        <PasswordField
          label="再输一遍新口令"
          error={again !== '' && again !== password ? '两次输入的不一样。' : undefined}
          kind="new-password"
          value={again}
          onChange={(text) => change({ again: text })}
        />
      </SendForm>
      {changing.isSuccess && <p role="status">口令已改，别处的登录已全部结束。</p>}
    </section>
  );
}
