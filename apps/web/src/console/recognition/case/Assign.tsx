import { Button, Select } from 'antd';
import { useState } from 'react';
import { Field } from '../../../shared/ui/Field';
import { SendForm } from '../../../shared/ui/SendForm';
import { TextField } from '../../../shared/ui/TextField';
import { type Case, useAssign, useCaseOfficers } from '../recognition.queries';

/** Somebody else is to look after the case. */
export function Assign({ of }: { of: Case }) {
  const [open, setOpen] = useState(false);
  const [officer, setOfficer] = useState<string>();
  const [reason, setReason] = useState('');
  const officers = useCaseOfficers(of.id, open).data?.items ?? [];
  const assigning = useAssign(of);
  if (!open)
    return (
      <div className="acts no-print">
        <Button size="small" onClick={() => setOpen(true)}>
          改派承办人
        </Button>
      </div>
    );
  return (
    <SendForm
      className="stacked no-print"
      label="改派承办人"
      sending={assigning}
      onSend={() =>
        officer !== undefined &&
        assigning.mutate({ officer, reason: reason.trim() }, { onSuccess: () => setOpen(false) })
      }
      verb="改派"
      ready={officer !== undefined && reason.trim().length >= 2}
      onCancel={() => setOpen(false)}
    >
      <Field label="改由谁承办">
        {(control) => (
          <Select
            {...control}
            value={officer}
            placeholder="选一位"
            options={officers
              .filter(({ id }) => id !== of.officerId)
              .map(({ id, name }) => ({ value: id, label: name }))}
            notFoundContent="没有别的可以承办的人"
            onChange={setOfficer}
          />
        )}
      </Field>
      <TextField label="为什么（必填）" hint="记入审计" max={500} value={reason} onChange={setReason} />
    </SendForm>
  );
}
