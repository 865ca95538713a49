import { Button, Select } from 'antd';
import { useState } from 'react';
import { May } from '../../shared/session/May';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type DisbursementDetail, useGiveBack } from './budgets.queries';

/** A payment that arrived and that the bank gave back later (到账后退回). */
export function GiveBack({ list }: { list: DisbursementDetail }) {
  const [isOpen, setOpen] = useState(false);
  const paid = list.payments.filter(({ result }) => result === 'paid');
  if (paid.length === 0) return null;
  return (
    <May what="measures.pay">
      {isOpen ? (
        <GiveBackForm list={list} paid={paid} close={() => setOpen(false)} />
      ) : (
        <div className="no-print">
          <Button onClick={() => setOpen(true)}>登记到账后退回</Button>
        </div>
      )}
    </May>
  );
}

interface FormProps {
  list: DisbursementDetail;
  paid: DisbursementDetail['payments'];
  close: () => void;
}

function GiveBackForm({ list, paid, close }: FormProps) {
  const returning = useGiveBack(list);
  const [position, setPosition] = useState(paid.length === 1 ? paid[0]?.position : undefined);
  const [on, setOn] = useState('');
  const [problem, setProblem] = useState('');
  return (
    <SendForm
      className="panel measures__editor"
      label="登记到账后退回"
      sending={returning}
      verb="登记退回"
      danger
      ready={position !== undefined && on !== '' && problem.trim().length >= 2}
      lacking="请选哪一笔、哪一天退回，写明银行说的原因"
      onCancel={close}
      onSend={() => returning.mutate({ position: position ?? 0, on, problem: problem.trim() })}
    >
      <p>退回的一笔重新记为承诺，等企业更正账户后编入下一份清单。</p>
      <Field label="哪一笔">
        {(control) => (
          <Select
            {...control}
            value={position ?? null}
            placeholder="选一笔已付的"
            options={paid.map((one) => ({ value: one.position, label: `第 ${one.position} 笔 ${one.payeeName}` }))}
            onChange={(next: number | null) => setPosition(next ?? undefined)}
          />
        )}
      </Field>
      <DayField label="退回日期" value={on} onChange={setOn} />
      <TextField label="银行说的原因" max={500} value={problem} onChange={setProblem} />
    </SendForm>
  );
}
