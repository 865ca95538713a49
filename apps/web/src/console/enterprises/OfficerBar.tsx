import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ProblemView } from '../../shared/ui/ProblemView';
import { Field } from '../../shared/ui/Field';
import { TextField } from '../../shared/ui/TextField';
import { OfficerPicker } from './OfficerPicker';
import { useSetOfficer } from './officer.queries';

/** Makes somebody responsible for the chosen enterprises (包联责任人); who was it before stays in their history. */
export function OfficerBar({ selected }: { selected: ReadonlySet<string> }) {
  const [officerName, setName] = useState('');
  const [reason, setReason] = useState('');
  const [handled, setHandled] = useState(0);
  const set = useSetOfficer();
  const ready = officerName.trim() !== '' && reason.trim().length >= 2 && selected.size > 0;
  const submit = () =>
    set.mutate({
      ...{ ids: [...selected], officerName: officerName.trim(), reason: reason.trim() },
      onDone: setHandled,
    });
  return (
    <section className="panel export-bar no-print" aria-labelledby="set-officer">
      <h2 id="set-officer">指定责任人</h2>
      <form
        className="officer-bar"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) submit();
        }}
      >
        <Field label="责任人姓名">
          {(control) => <OfficerPicker {...control} value={officerName} onChange={setName} />}
        </Field>
        <TextField label="原因" hint="写入每家企业的变更记录" max={500} value={reason} onChange={setReason} />
        <Button type="primary" htmlType="submit" disabled={!ready} loading={set.isPending}>
          为选定的 {selected.size} 家指定
        </Button>
      </form>
      {set.isPending && <p role="status">正在登记：{handled} 家 …</p>}
      {set.error && <ProblemView error={set.error} />}
      {set.data && (
        <div role="status">
          <p>
            已为 {set.data.done} 家登记，自今天起生效
            {set.data.refused.length > 0 && `；${set.data.refused.length} 家没有成功`}。
          </p>
          <ul>
            {set.data.refused.slice(0, 20).map(({ id, why }) => (
              <li key={id}>
                <Link to="/console/enterprises/$id" params={{ id }}>
                  看这家企业
                </Link>
                ：{why}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
