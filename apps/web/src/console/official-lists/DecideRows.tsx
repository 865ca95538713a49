import { Radio } from 'antd';
import { useState } from 'react';
import { FieldGroup, Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { EnterprisePicker } from '../enterprises/act/EnterprisePicker';
import { type Decision, type ListedRow, useDecide } from './official-lists.queries';

/** Says whom rows mean, with the reason: one of the candidates, another enterprise, or none of ours. */
export function DecideRows({ listId, rows, close }: { listId: string; rows: ListedRow[]; close: () => void }) {
  const [only] = rows.length === 1 ? rows : [];
  const [means, setMeans] = useState<string>(
    rows.length > 1 ? 'onlyCandidate' : (only?.named[0]?.enterpriseId ?? 'other'),
  );
  const [other, setOther] = useState<string>();
  const [reason, setReason] = useState('');
  const deciding = useDecide(listId);
  const options = [
    ...(only
      ? [
          ...only.named.map(({ enterpriseId, name }) => ({ value: enterpriseId, label: `是“${name}”` })),
          { value: 'other', label: '是登记簿里的另一家' },
        ]
      : [{ value: 'onlyCandidate', label: '各是它唯一的候选' }]),
    { value: 'notOurs', label: '不在本区，或查无此企业' },
  ];
  const enterprise = means === 'other' ? other : means;
  const decision = (): Decision => {
    const base = { rows: rows.map(({ id, version }) => ({ id, version })), reason: reason.trim() };
    if (means === 'notOurs' || means === 'onlyCandidate') return { ...base, means };
    return { ...base, means: 'enterprise', enterprise: enterprise ?? '' };
  };
  const refused = deciding.data?.items.filter(({ done }) => !done) ?? [];
  const nameOf = (id: string) => rows.find((row) => row.id === id)?.name ?? '';
  return (
    <section className="panel" aria-labelledby="decide-rows">
      <h2 id="decide-rows">{only ? `判断：${only.name ?? only.creditCode ?? ''}` : `一并判断 ${rows.length} 行`}</h2>
      <SendForm
        className="official-form"
        label="判断"
        sending={deciding}
        verb="记下判断"
        ready={reason.trim().length >= 2 && enterprise !== undefined}
        lacking={enterprise === undefined ? '请选企业' : '请写凭什么'}
        onCancel={close}
        onSend={() =>
          deciding.mutate(decision(), {
            onSuccess: ({ items }) => {
              if (items.every(({ done }) => done)) close();
            },
          })
        }
      >
        <div className="wide">
          <FieldGroup label="是哪家">
            <Radio.Group
              className="official-form__choices"
              value={means}
              options={options}
              onChange={(event) => setMeans(event.target.value as string)}
            />
          </FieldGroup>
        </div>
        {means === 'other' && (
          <Field label="哪一家">
            {(control) => <EnterprisePicker {...control} value={other} onChange={setOther} />}
          </Field>
        )}
        <div className="wide">
          <TextField label="凭什么" hint="例如：已电话核对，更名通知书" max={500} value={reason} onChange={setReason} />
        </div>
      </SendForm>
      {refused.length > 0 && (
        <div role="alert">
          <p>
            {rows.length - refused.length} 行已记下，{refused.length} 行没有：
          </p>
          <ul>
            {refused.map(({ id, message }) => (
              <li key={id}>
                {nameOf(id)}：{message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
