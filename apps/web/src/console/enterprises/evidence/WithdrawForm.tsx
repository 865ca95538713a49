import { Button } from 'antd';
import { useState } from 'react';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { TextField } from '../../../shared/ui/TextField';
import { type EvidenceRecord, useWithdrawEvidence } from './evidence.queries';

interface WithdrawFormProps {
  enterpriseId: string;
  record: EvidenceRecord;
  onDone: () => void;
}

/** Withdraws a record that should never have been there; what merely ended is corrected instead. */
export function WithdrawForm({ enterpriseId, record, onDone }: WithdrawFormProps) {
  const withdraw = useWithdrawEvidence(enterpriseId, record.kind);
  const [reason, setReason] = useState('');
  return (
    <form
      className="panel record-form"
      aria-label={`撤回 ${record.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        withdraw.mutate({ record, reason }, { onSuccess: onDone });
      }}
    >
      <h3>撤回：{record.name}</h3>
      <p>登记错了才撤回；撤回后不再算数，但仍看得到。只是到期、取消或退出名单的，请用“更正”写上日期。</p>
      <TextField label="为什么撤回 *" hint="写进变更记录" max={500} value={reason} onChange={setReason} />
      <div className="record-form__act">
        <Button
          danger
          type="primary"
          htmlType="submit"
          disabled={reason.trim().length < 2}
          loading={withdraw.isPending}
        >
          撤回这一条
        </Button>
        <Button onClick={onDone}>先不撤回</Button>
      </div>
      {withdraw.error && <ProblemView error={withdraw.error} />}
    </form>
  );
}
