import { Select } from 'antd';
import { useState } from 'react';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type PoolEntry, useChangeEntry, useLeavePool, usePoolChoices } from './pool.queries';
import { readTerms, TermsFields, type TypedTerms } from './TermsFields';

interface ActProps {
  entry: PoolEntry;
  close: () => void;
}

/** Another target year, officer or note. */
export function ChangeEntry({ entry, close }: ActProps) {
  const [typed, setTyped] = useState<TypedTerms>({
    year: entry.year,
    officer: entry.officerId,
    note: entry.note ?? '',
  });
  const changing = useChangeEntry(entry);
  const terms = readTerms(typed);
  return (
    <section className="panel" aria-labelledby="change-entry">
      <h2 id="change-entry">改目标或责任人</h2>
      <SendForm
        className="pool-form"
        label="改目标或责任人"
        sending={changing}
        verb="保存"
        ready={terms !== null}
        lacking="请写目标年度和责任人"
        onCancel={close}
        onSend={() => terms && changing.mutate(terms, { onSuccess: close })}
      >
        <TermsFields terms={typed} change={(part) => setTyped((before) => ({ ...before, ...part }))} />
      </SendForm>
    </section>
  );
}

/** Leaves the pool, with the reason. */
export function LeavePool({ entry, close }: ActProps) {
  const reasons = usePoolChoices().data?.leaving ?? [];
  const [given, setGiven] = useState({ why: '', leftOn: '', reason: '' });
  const leaving = useLeavePool(entry);
  const change = (part: Partial<typeof given>) => setGiven((before) => ({ ...before, ...part }));
  const ready = given.why !== '' && given.leftOn !== '' && given.reason.trim().length >= 2;
  return (
    <section className="panel" aria-labelledby="leave-pool">
      <h2 id="leave-pool">出库</h2>
      <SendForm
        className="pool-form"
        label="出库"
        sending={leaving}
        verb="出库"
        ready={ready}
        lacking="请写原因、日期和情况"
        onCancel={close}
        onSend={() => leaving.mutate({ ...given, reason: given.reason.trim() }, { onSuccess: close })}
      >
        <Field label="原因">
          {(control) => (
            <Select
              {...control}
              value={given.why || undefined}
              placeholder="选一个"
              options={reasons.map(({ code, label }) => ({ value: code, label }))}
              onChange={(why: string) => change({ why })}
            />
          )}
        </Field>
        <DayField label="出库日期" value={given.leftOn} onChange={(leftOn) => change({ leftOn })} />
        <div className="wide">
          <TextField label="情况" max={500} lines={2} value={given.reason} onChange={(reason) => change({ reason })} />
        </div>
      </SendForm>
    </section>
  );
}
