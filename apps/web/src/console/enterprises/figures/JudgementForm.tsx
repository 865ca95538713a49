import { Button, Radio } from 'antd';
import { useState } from 'react';
import { FieldGroup } from '../../../shared/ui/Field';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { TextField } from '../../../shared/ui/TextField';
import { EvidencePicker } from './EvidencePicker';
import { type Fact, useJudge } from './figures.queries';

interface JudgementFormProps {
  enterpriseId: string;
  terms: {
    fact: Pick<Fact, 'code' | 'label' | 'meaning' | 'type' | 'values'>;
    year: number;
    replaces: string | undefined;
  };
  onDone: () => void;
}

/** A judgement: yes or no (or one of a few), with reason and ground. */
export function JudgementForm({ enterpriseId, terms, onDone }: JudgementFormProps) {
  const { fact, year, replaces } = terms;
  const [value, setValue] = useState<string>();
  const [reason, setReason] = useState('');
  const [basis, setBasis] = useState('');
  const [evidenceId, setEvidenceId] = useState<string>();
  const judge = useJudge(enterpriseId);
  const ready = value !== undefined && reason.trim().length >= 2 && basis.trim().length >= 2;
  const isChoice = fact.type === 'boolean' || fact.type === 'enum';
  const choices = fact.type === 'boolean' ? yesNo : fact.values.map(({ code, label }) => ({ value: code, label }));
  return (
    <form
      className="small-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (value === undefined) return;
        judge.mutate(
          {
            fact: fact.code,
            year,
            value,
            reason,
            basis,
            ...(replaces && { replaces }),
            ...(evidenceId && { evidenceId }),
          },
          { onSuccess: onDone },
        );
      }}
    >
      {isChoice ? (
        <FieldGroup label={`${year} 年：${fact.label}`} hint={fact.meaning}>
          <Radio.Group value={value} onChange={(event) => setValue(event.target.value as string)} options={choices} />
        </FieldGroup>
      ) : (
        <TextField
          label={`${year} 年：${fact.label}`}
          hint={fact.meaning}
          max={60}
          value={value ?? ''}
          onChange={setValue}
        />
      )}
      <TextField label="理由" lines={2} max={1000} value={reason} onChange={setReason} />
      <TextField label="依据" hint="会议纪要、文件、走访记录的名称或编号" max={200} value={basis} onChange={setBasis} />
      <EvidencePicker {...{ enterpriseId, year }} by="id" usual="minutes" value={evidenceId} onChange={setEvidenceId} />
      {replaces && <p className="quiet">已有判断，提交后由这一条取代，原来的保留在案。</p>}
      <div className="small-form__act">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={judge.isPending}>
          记录判断
        </Button>
        {!ready && <span className="quiet">结果、理由、依据都要写</span>}
      </div>
      {judge.error && <ProblemView error={judge.error} />}
    </form>
  );
}

const yesNo = [
  { value: '是', label: '是' },
  { value: '否', label: '否' },
];
