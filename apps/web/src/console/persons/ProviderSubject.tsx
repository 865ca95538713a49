import { Button } from 'antd';
import { useState } from 'react';
import { useProvider } from '../../shared/provider/provider';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type Person, useSetSubject } from './persons.queries';

/** What names the person at the identity provider, as a system administrator enters it. */
export function ProviderSubject({ person }: { person: Person }) {
  const { data: provider } = useProvider();
  const [open, setOpen] = useState(false);
  const [subject, setSubject] = useState(person.providerSubject ?? '');
  const [reason, setReason] = useState('');
  const setting = useSetSubject(person);
  if (!provider || person.duty === 'member' || person.status === 'disabled') return null;
  const isTied = person.providerSubject !== null;
  const next = subject.trim() === '' ? null : subject.trim();
  return (
    <section className="panel stacked" aria-labelledby="provider-subject">
      <h2 id="provider-subject">{provider.label}</h2>
      <p>
        {isTied ? (
          <>
            已关联账号 <span className="code">{person.providerSubject}</span>。
          </>
        ) : (
          '没有关联。本人登录后可以在“我的安全”里自己关联，也可以在这里按人事部门给出的账号标识登记。'
        )}
      </p>
      {!open ? (
        <div className="acts">
          <Button onClick={() => setOpen(true)}>{isTied ? '更换或解除' : '登记统一认证账号'}</Button>
        </div>
      ) : (
        <SendForm
          className="stacked"
          label="登记统一认证账号"
          sending={setting}
          onSend={() => setting.mutate({ subject: next, reason: reason.trim() })}
          verb={next === null ? '解除关联' : '登记，须重新核实本人'}
          danger={next === null}
          ready={reason.trim() !== '' && next !== person.providerSubject}
          onCancel={() => setOpen(false)}
        >
          <p>登记之后本人的登录立即结束，要由安全管理员重新核实；这样登记的人不能借此以别人的身份做事。</p>
          <TextField
            label="统一认证里的账号标识"
            hint={isTied ? '清空为解除关联' : '按统一认证给出的原样填写，不是姓名、邮箱'}
            max={200}
            value={subject}
            onChange={setSubject}
          />
          <TextField label="理由（必填）" max={500} value={reason} onChange={setReason} />
        </SendForm>
      )}
    </section>
  );
}
