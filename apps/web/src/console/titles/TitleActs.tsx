import { Select } from 'antd';
import { useState } from 'react';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { titleWords } from '../words';
import { type HeldTitle, useCancelTitle, useCauses, useReinstateTitle } from './titles.queries';

interface ActProps {
  title: HeldTitle;
  close: () => void;
}

/** A title as far as cancelling it needs. */
export type Cancellable = Pick<HeldTitle, 'id' | 'version' | 'enterpriseName' | 'title'>;

const named = ({ enterpriseName, title }: Cancellable) => `${enterpriseName}：${titleWords[title] ?? title}`;

interface CancelProps {
  title: Cancellable;
  close: () => void;
  /** What is proposed as its cause. */
  cause?: string;
}

/** Cancels a title: cause with what it rests on, document, day. */
export function CancelTitle({ title, close, cause: first = '' }: CancelProps) {
  const causes = useCauses().data?.items ?? [];
  const [given, setGiven] = useState({ cause: first, cancelledOn: '', document: '', documentOn: '', reason: '' });
  const cancelling = useCancelTitle(title);
  const change = (part: Partial<typeof given>) => setGiven((before) => ({ ...before, ...part }));
  const cause = causes.find(({ code }) => code === given.cause);
  const says =
    cause &&
    `依据：${cause.article}。${cause.banYears > 0 ? `${cause.banYears} 年内不得再申报，更名、换代码、合并以后仍然算。` : '不禁止再申报。'}`;
  const lacking =
    given.cause === ''
      ? '请选原因'
      : given.cancelledOn === '' || given.documentOn === ''
        ? '请写日期'
        : given.document.trim() === ''
          ? '请写文号'
          : given.reason.trim().length < 2
            ? '请写情况'
            : null;
  return (
    <section className="panel" aria-labelledby="cancel-title">
      <h2 id="cancel-title">取消称号：{named(title)}</h2>
      <SendForm
        className="titles-form"
        label="取消称号"
        sending={cancelling}
        danger
        verb="取消这个称号"
        ready={lacking === null}
        lacking={lacking}
        onCancel={close}
        cancelVerb="不取消了"
        onSend={() =>
          cancelling.mutate(
            { ...given, document: given.document.trim(), reason: given.reason.trim() },
            { onSuccess: close },
          )
        }
      >
        <Field label="原因" hint={says}>
          {(control) => (
            <Select
              {...control}
              value={given.cause || undefined}
              placeholder="选一个"
              options={causes.map(({ code, label }) => ({ value: code, label }))}
              onChange={(code: string) => change({ cause: code })}
            />
          )}
        </Field>
        <DayField
          label="取消日期"
          hint="自这一天起不再有效"
          value={given.cancelledOn}
          onChange={(cancelledOn) => change({ cancelledOn })}
        />
        <TextField label="来文文号" max={200} value={given.document} onChange={(document) => change({ document })} />
        <DayField label="来文日期" value={given.documentOn} onChange={(documentOn) => change({ documentOn })} />
        <div className="wide">
          <TextField label="情况" max={500} lines={2} value={given.reason} onChange={(reason) => change({ reason })} />
        </div>
      </SendForm>
    </section>
  );
}

/** Takes a cancellation back. */
export function ReinstateTitle({ title, close }: ActProps) {
  const [reason, setReason] = useState('');
  const lifting = useReinstateTitle(title);
  return (
    <section className="panel" aria-labelledby="reinstate-title">
      <h2 id="reinstate-title">恢复称号：{named(title)}</h2>
      <SendForm
        className="titles-form"
        label="恢复称号"
        sending={lifting}
        verb="恢复"
        ready={reason.trim().length >= 2}
        lacking="请写理由"
        onCancel={close}
        onSend={() => lifting.mutate(reason.trim(), { onSuccess: close })}
      >
        <div className="wide">
          <TextField
            label="理由"
            hint="取消的记录保留，禁止申报随之解除"
            max={500}
            lines={2}
            value={reason}
            onChange={setReason}
          />
        </div>
      </SendForm>
    </section>
  );
}
