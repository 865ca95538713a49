import { useState } from 'react';
import { ChoiceField } from '../../../shared/forms/ChoiceField';
import { DayField } from '../../../shared/ui/DayField';
import { SendForm } from '../../../shared/ui/SendForm';
import { TextField } from '../../../shared/ui/TextField';
import { EvidencePicker } from '../../enterprises/figures/EvidencePicker';
import { type Consultation, type ConsultationItem, type GivenReply, useRecordReply } from './consultations.queries';
import { replyWords } from './reply-words';

interface ReplyFormProps {
  of: Consultation;
  chosen: readonly ConsultationItem[];
  done: () => void;
}

const options = (['none', 'objects', 'notApplicable'] as const).map((value) => ({ value, label: replyWords[value] }));

/** What the department answered to those chosen: one letter often speaks of many. */
export function ReplyForm({ of, chosen, done }: ReplyFormProps) {
  const [conclusion, setConclusion] = useState<GivenReply['conclusion']>('none');
  const [repliedOn, setRepliedOn] = useState('');
  const [document, setDocument] = useState('');
  const [note, setNote] = useState('');
  const [reason, setReason] = useState('');
  const [evidenceId, setEvidence] = useState<string>();
  const sending = useRecordReply(of.id);
  const corrects = chosen.some((one) => one.repliedOn !== null);
  const [only] = chosen;
  const lacking =
    repliedOn === ''
      ? '写答复日期'
      : document.trim().length < 2
        ? '写复函文号或怎样答复的'
        : conclusion === 'objects' && note.trim().length < 2
          ? '写明部门的意见'
          : corrects && reason.trim().length < 2
            ? '写明为什么改'
            : null;
  const send = () =>
    sending.mutate(
      {
        ...{ items: chosen.map(({ id, version }) => ({ id, version })), conclusion, repliedOn },
        ...{ document: document.trim(), note: note.trim() || null, reason: reason.trim() || null },
        evidenceId: chosen.length === 1 ? (evidenceId ?? null) : null,
      },
      { onSuccess: done },
    );
  return (
    <section className="panel stacked" aria-labelledby="reply-form">
      <h2 id="reply-form">登记答复：{chosen.length === 1 ? only?.name : `选定的 ${chosen.length} 家`}</h2>
      <SendForm
        className="stacked"
        label="登记答复"
        sending={sending}
        onSend={send}
        verb={`登记 ${chosen.length} 家`}
        ready={lacking === null}
        lacking={lacking && `还要${lacking}`}
        onCancel={done}
      >
        <ChoiceField
          name="reply-conclusion"
          legend="意见"
          options={options}
          value={conclusion}
          onChange={(value) => setConclusion(value as GivenReply['conclusion'])}
        />
        <div className="batch-form">
          <DayField label="答复日期（必填）" value={repliedOn} onChange={setRepliedOn} />
          <TextField
            label="复函文号（必填）"
            hint="没有文号的写怎样答复的，如：电话答复 王科长"
            max={200}
            value={document}
            onChange={setDocument}
          />
        </div>
        <TextField
          label={conclusion === 'objects' ? '部门的意见（必填）' : '部门的意见'}
          hint="什么事、哪一天、什么依据；企业看不到"
          max={1000}
          lines={2}
          value={note}
          onChange={setNote}
        />
        {corrects && (
          <TextField
            label="为什么改已登记的意见（必填）"
            hint="记入审计"
            max={500}
            value={reason}
            onChange={setReason}
          />
        )}
        {chosen.length === 1 && only && (
          <EvidencePicker
            enterpriseId={only.enterpriseId}
            year={undefined}
            usual="officialLetter"
            by="id"
            value={evidenceId}
            onChange={setEvidence}
          />
        )}
      </SendForm>
    </section>
  );
}
