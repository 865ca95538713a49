import { Button, Select } from 'antd';
import { useState } from 'react';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { LinkShown } from './LinkShown';
import { type Person, useCreatePerson } from './persons.queries';
import { dutyWords } from './words';

const loginForm = /^[a-z0-9][a-z0-9._-]{1,31}$/;

/** A new account and the link by which its person sets the password. */
export function CreatePerson({ onDone }: { onDone: () => void }) {
  const [form, setForm] = useState<{ loginName: string; displayName: string; duty: Person['duty'] }>({
    ...{ loginName: '', displayName: '', duty: 'business' },
  });
  const creating = useCreatePerson();
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const made = creating.data;
  if (made)
    return (
      <div className="panel stacked">
        <LinkShown link={made.link} name={made.person.displayName} />
        <p>本人设好口令以后，由安全管理员核实本人并授予角色，账号才能使用。</p>
        <div className="acts">
          <Button onClick={onDone}>知道了</Button>
        </div>
      </div>
    );
  const wrong = form.loginName !== '' && !loginForm.test(form.loginName);
  return (
    <SendForm
      className="panel persons__form"
      label="新建账号"
      sending={creating}
      onSend={() => creating.mutate({ ...form, displayName: form.displayName.trim() })}
      verb="建账号，得到一次性链接"
      ready={loginForm.test(form.loginName) && form.displayName.trim() !== ''}
      onCancel={onDone}
    >
      <TextField
        label="登录名"
        hint="小写字母、数字、点和横线，2–32 个；以后不能改"
        error={wrong ? '登录名用小写字母、数字、点和横线，2–32 个，以字母或数字开头。' : undefined}
        max={32}
        value={form.loginName}
        onChange={(text) => change({ loginName: text.trim().toLowerCase() })}
      />
      <TextField label="姓名" max={50} value={form.displayName} onChange={(displayName) => change({ displayName })} />
      <Field label="职责" hint="以后不能改：一个账号只有一种职责，换职责另建账号">
        {(control) => (
          <Select
            {...control}
            value={form.duty}
            options={Object.entries(dutyWords).map(([value, label]) => ({ value, label }))}
            onChange={(duty: Person['duty']) => change({ duty })}
          />
        )}
      </Field>
    </SendForm>
  );
}
