import { useState } from 'react';
import { Button } from 'antd';
import { formatInstant } from '../../../shared/format/times';
import { useMay } from '../../../shared/session/session';
import { SendForm } from '../../../shared/ui/SendForm';
import { TextField } from '../../../shared/ui/TextField';
import { type Case, useAnswerOpening } from '../recognition.queries';

type Opening = Case['openings'][number];

export const openingWords: Readonly<Record<Opening['state'], string>> = {
  asked: '等待答复',
  opened: '已打开',
  declined: '没有打开',
  lapsed: '已再次提交，不再答复',
};

/** Fields the enterprise asked to be opened, each opened or declined with a reason it reads. */
export function CaseOpenings({ of: { openings } }: { of: Case }) {
  const may = useMay();
  if (openings.length === 0) return null;
  return (
    <section className="panel stacked" aria-labelledby="case-openings">
      <h2 id="case-openings">企业申请打开的项目</h2>
      <ul className="case-list">
        {openings.map((one) => (
          <li key={one.id}>
            <b>{one.label}</b> <span className="state-tag">{openingWords[one.state]}</span>
            <p>{one.reason}</p>
            <p className="quiet">
              {formatInstant(one.askedAt)}，{one.askedByName} 申请
              {one.answer !== null && `；${one.answeredByName ?? ''}：${one.answer}`}
            </p>
            {one.state === 'asked' && may('recognition.review') && <Answer opening={one} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Answer({ opening }: { opening: Opening }) {
  const [opened, setOpened] = useState<boolean>();
  const [answer, setAnswer] = useState('');
  const answering = useAnswerOpening(opening.id);
  if (opened === undefined)
    return (
      <div className="acts no-print">
        <Button size="small" type="primary" aria-label={`打开${opening.label}`} onClick={() => setOpened(true)}>
          打开
        </Button>
        <Button size="small" aria-label={`不打开${opening.label}`} onClick={() => setOpened(false)}>
          不打开
        </Button>
      </div>
    );
  return (
    <SendForm
      className="stacked no-print"
      label={`答复：${opening.label}`}
      sending={answering}
      onSend={() => answering.mutate({ opened, answer: answer.trim() })}
      verb={opened ? '打开这一项' : '不打开'}
      ready={answer.trim().length >= 2}
      onCancel={() => setOpened(undefined)}
    >
      <TextField
        label={opened ? '怎么改（必填，企业会看到）' : '为什么不打开（必填，企业会看到）'}
        hint={opened ? '打开以后企业改的算要求补正的；已确认的内容要重新确认' : undefined}
        max={400}
        lines={2}
        value={answer}
        onChange={setAnswer}
      />
    </SendForm>
  );
}
