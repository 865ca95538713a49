import { Select } from 'antd';
import { useState } from 'react';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { useOwners } from '../tasks/tasks.queries';
import { useRegister } from './templates.queries';

const first = { title: '', number: '', issuer: '', receivedOn: '', dueOn: '', note: '' };

/** Registers a document of a superior; its task is made with it. */
export function RegisterDocument({ close }: { close: () => void }) {
  const [given, setGiven] = useState(first);
  const [owner, setOwner] = useState<string>();
  const owners = useOwners('desk.report', undefined);
  const registering = useRegister();
  const text = (key: keyof typeof first, label: string, max: number, hint?: string) => (
    <TextField
      {...{ label, max, hint }}
      value={given[key]}
      onChange={(value) => setGiven({ ...given, [key]: value })}
    />
  );
  const day = (key: 'receivedOn' | 'dueOn', label: string, hint: string) => (
    <DayField {...{ label, hint }} value={given[key]} onChange={(value) => setGiven({ ...given, [key]: value })} />
  );
  const lacking = lackingOf(given) ?? (owner === undefined ? '请选承办人' : null);
  const send = () => {
    const { title, number, issuer, receivedOn, dueOn, note } = given;
    registering.mutate(
      {
        ...{ title: title.trim(), number: number.trim() || null, issuer: issuer.trim(), receivedOn, dueOn },
        ...{ note: note.trim() || null, owner: owner ?? '' },
      },
      { onSuccess: close },
    );
  };
  return (
    <section className="panel" aria-labelledby="register-document">
      <h2 id="register-document">登记来文</h2>
      <SendForm
        className="report-form"
        label="登记来文"
        sending={registering}
        onSend={send}
        verb="登记并交办"
        ready={lacking === null}
        lacking={lacking}
        onCancel={close}
      >
        {text('title', '要报什么', 180, '如：推荐 2026 年度创新型中小企业')}
        {text('issuer', '来文单位', 100)}
        {text('number', '文号', 100, '没有文号的空着，如电话通知')}
        {day('receivedOn', '收文日期', '收到的那天')}
        {day('dueOn', '报送期限', '最后一天，当天仍算按时')}
        <Field label="谁承办" hint="到期前提醒，逾期报告负责人">
          {(control) => (
            <Select
              {...control}
              showSearch={{ optionFilterProp: 'label' }}
              loading={owners.isFetching}
              value={owner}
              placeholder="选一位"
              options={(owners.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              notFoundContent="没有可以承办的人"
              onChange={(id: string) => setOwner(id)}
            />
          )}
        </Field>
        <div className="wide">{text('note', '要求和注意事项', 2000, '可以空着')}</div>
      </SendForm>
    </section>
  );
}

function lackingOf({ title, issuer, receivedOn, dueOn }: typeof first): string | null {
  if (title.trim().length < 2) return '请写要报什么';
  if (issuer.trim().length < 2) return '请写来文单位';
  if (receivedOn === '') return '请写收文日期';
  return dueOn === '' ? '请写报送期限' : null;
}
