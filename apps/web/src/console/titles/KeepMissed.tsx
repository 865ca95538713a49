import { useState } from 'react';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { titleWords } from '../words';
import { type UpdateRow, useKeepMissed } from './titles.queries';

/** Decides that a title stays although updates were missed. */
export function KeepMissed({ row, close }: { row: UpdateRow; close: () => void }) {
  const [reason, setReason] = useState('');
  const keeping = useKeepMissed(row);
  return (
    <section className="panel" aria-labelledby="keep-missed">
      <h2 id="keep-missed">
        不取消：{row.enterpriseName}，{titleWords[row.title] ?? row.title}
      </h2>
      <SendForm
        className="titles-form"
        label="不取消称号"
        sending={keeping}
        verb="决定不取消"
        ready={reason.trim().length >= 2}
        lacking="请写理由"
        onCancel={close}
        onSend={() => keeping.mutate(reason.trim(), { onSuccess: close })}
      >
        <div className="wide">
          <TextField
            label="理由"
            hint={`${row.missed.join('、')} 年没有按时更新；以后再逾期一年会再次建议`}
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
