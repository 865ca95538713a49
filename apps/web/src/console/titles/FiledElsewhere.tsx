import { useState } from 'react';
import { DayField } from '../../shared/ui/DayField';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type UpdateRow, useRecordUpdate, useWithdrawUpdate } from './titles.queries';

/** Records that an update was filed elsewhere, with the day and what shows it. */
export function FiledElsewhere({ row, close }: { row: UpdateRow; close: () => void }) {
  const [filedOn, setFiledOn] = useState('');
  const [source, setSource] = useState('');
  const recording = useRecordUpdate(row);
  return (
    <section className="panel" aria-labelledby="filed-elsewhere">
      <h2 id="filed-elsewhere">
        他处已报：{row.enterpriseName}，{row.year} 年
      </h2>
      <SendForm
        className="titles-form"
        label="记下在别处报过的更新"
        sending={recording}
        verb="记下"
        ready={filedOn !== '' && source.trim().length >= 2}
        lacking={filedOn === '' ? '请写报送日期' : '请写来源'}
        onCancel={close}
        onSend={() => recording.mutate({ filedOn, source: source.trim() }, { onSuccess: close })}
      >
        <DayField label="报送日期" value={filedOn} onChange={setFiledOn} />
        <TextField
          label="来源"
          hint="在哪里报的、凭什么知道：平台、回执编号、文件。对这家企业这一年的全部称号有效"
          max={200}
          value={source}
          onChange={setSource}
        />
      </SendForm>
    </section>
  );
}

/** Takes back what was recorded of an update by mistake. */
export function WithdrawElsewhere({ row, close }: { row: UpdateRow; close: () => void }) {
  const [reason, setReason] = useState('');
  const withdrawing = useWithdrawUpdate(row);
  return (
    <section className="panel" aria-labelledby="withdraw-elsewhere">
      <h2 id="withdraw-elsewhere">
        撤回“他处已报”：{row.enterpriseName}，{row.year} 年
      </h2>
      <SendForm
        className="titles-form"
        label="撤回他处已报"
        sending={withdrawing}
        verb="撤回"
        ready={reason.trim().length >= 2}
        lacking="请写理由"
        onCancel={close}
        onSend={() => withdrawing.mutate(reason.trim(), { onSuccess: close })}
      >
        <div className="wide">
          <TextField label="理由" max={500} lines={2} value={reason} onChange={setReason} />
        </div>
      </SendForm>
    </section>
  );
}
