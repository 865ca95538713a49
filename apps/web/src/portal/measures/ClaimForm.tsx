import { useState } from 'react';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type PortalMeasure, useClaim } from './own-measures.queries';
import { PayeeFields, payeeReady } from './PayeeFields';

interface ClaimFormProps {
  enterpriseId: string;
  enterpriseName: string;
  measure: PortalMeasure;
  close: () => void;
}

const hints = { money: '元，最多两位小数', percent: '如 3.5', days: '1 至 366' } as const;

/** Confirms (免申即享) or claims: the figures that are asked for, and the account. */
export function ClaimForm({ enterpriseId, enterpriseName, measure, close }: ClaimFormProps) {
  const { inputs, materials, mode, pays, own } = measure;
  const [payee, setPayee] = useState({
    name: enterpriseName,
    bank: own?.payeeBank ?? '',
    account: own?.payeeAccount ?? '',
  });
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const claiming = useClaim(enterpriseId, measure.measureId);
  const verb = mode === 'automatic' ? '确认享受' : '提交申报';
  const ready = (!pays || payeeReady(payee)) && inputs.every(({ code }) => (texts[code] ?? '').trim() !== '');
  return (
    <SendForm
      className="stacked"
      label={`${verb}：${measure.name}`}
      sending={claiming}
      verb={verb}
      ready={ready}
      lacking="请填好每一项"
      onCancel={close}
      onSend={() =>
        claiming.mutate(
          {
            payee: pays ? payee : null,
            inputs: inputs.map(({ code }) => ({ code, text: (texts[code] ?? '').trim() })),
          },
          { onSuccess: close },
        )
      }
    >
      {inputs.map(({ code, label, type }) => (
        <TextField
          key={code}
          label={label}
          hint={hints[type]}
          max={30}
          value={texts[code] ?? ''}
          onChange={(text) => setTexts((before) => ({ ...before, [code]: text }))}
        />
      ))}
      {materials.length > 0 && <p className="quiet">审核时要看：{materials.join('、')}。</p>}
      {pays && <PayeeFields payee={payee} onChange={setPayee} />}
    </SendForm>
  );
}
