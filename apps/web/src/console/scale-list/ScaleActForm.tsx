import { Button, Input } from 'antd';
import { useState } from 'react';
import { acceptsDay, DayInput } from '../../shared/ui/DayInput';
import { Field } from '../../shared/ui/Field';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useScaleAct } from './scale-list.queries';

interface ScaleActFormProps {
  act: 'enter' | 'leave';
  selected: ReadonlySet<string>;
  onDone: () => void;
}

const words = {
  enter: { title: '登记升规', day: '升规日期', rest: '其余的那天已在名单内' },
  leave: { title: '登记退规', day: '退规日期', rest: '其余的在这一天以前不在名单' },
};

/** Records an entry into the official list, or an exit from it, for the chosen enterprises, as a document says it. */
export function ScaleActForm({ act, selected, onDone }: ScaleActFormProps) {
  const [typed, setTyped] = useState({ day: '', batch: '', source: '', document: '', reason: '' });
  const record = useScaleAct();
  const { title, day, rest } = words[act];
  const ready =
    selected.size > 0 &&
    typed.day !== '' &&
    acceptsDay(typed.day) &&
    typed.source.trim() !== '' &&
    typed.reason.trim().length >= 2;
  const text = (name: 'batch' | 'source' | 'document' | 'reason', label: string, hint: string, maxLength: number) => (
    <Field label={label} hint={hint}>
      {(control) => (
        <Input
          {...control}
          maxLength={maxLength}
          value={typed[name]}
          onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const send = () => {
    const given = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value.trim()]));
    record.mutate({ ...typed, ...given, act, enterpriseIds: [...selected] }, { onSuccess: onDone });
  };
  return (
    <div className="scale-act no-print">
      {selected.size === 0 ? (
        <p className="quiet">勾选企业，可以按统计部门的名单一起{title}；整份名单请用导入。</p>
      ) : (
        <form
          aria-label={title}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) send();
          }}
        >
          <div className="scale-act__fields">
            <Field label={day} error={acceptsDay(typed.day) ? undefined : '请写成 2026-06-30 这样的日期'}>
              {(control) => (
                <DayInput {...control} value={typed.day} onChange={(next) => setTyped({ ...typed, day: next })} />
              )}
            </Field>
            {act === 'enter' && text('batch', '名单批次', '可不填', 100)}
            {text('source', '来源', '发文部门，或名单的名称', 200)}
            {text('document', '文号', '可不填', 200)}
            {text('reason', '原因', '写入变更记录', 500)}
          </div>
          <Button type="primary" htmlType="submit" disabled={!ready} loading={record.isPending}>
            为选定的 {selected.size} 家{title}
          </Button>
        </form>
      )}
      {record.error && <ProblemView error={record.error} />}
      {record.data && (
        <p role="status">
          已{title} {record.data.recorded} 家{record.data.recorded < record.data.given && `；${rest}，没有改动`}。
        </p>
      )}
    </div>
  );
}
