import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { formatInstant } from '../../../shared/format/times';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { SendForm } from '../../../shared/ui/SendForm';
import { TextField } from '../../../shared/ui/TextField';
import type { Objection } from './notices.queries';
import { kindWords, objectionStateWords } from './objection-words';

/** What every objection says of itself, whatever it is to. */
type Objected = Pick<
  Objection,
  | 'kind'
  | 'clueWhy'
  | 'text'
  | 'objectorName'
  | 'objectorContact'
  | 'receivedAt'
  | 'state'
  | 'acceptedByName'
  | 'dueOn'
  | 'answeredByName'
  | 'answer'
>;

interface ObjectionPanelProps {
  objection: Objected;
  /** Against what, in words for who doesn't see the page: 对某企业的. */
  against: string;
  /** What it is about, and where that is. */
  subject: ReactNode;
  /** Of which notice, where several are listed together. */
  notice?: ReactNode;
  heading: 'h2' | 'h3';
  /** What is to be done with it now. */
  children: ReactNode;
}

/** One objection: about what, what is said, by whom, what became of it. */
export function ObjectionPanel({ objection, against, subject, notice, heading: H, children }: ObjectionPanelProps) {
  const { text, receivedAt, state, answer, objectorName, objectorContact } = objection;
  const { acceptedByName, dueOn, answeredByName } = objection;
  return (
    <section className="panel stacked" aria-label={`${against}${kindWords(objection)}`}>
      <H>
        {subject} <span className="state-tag">{kindWords(objection)}</span>{' '}
        <span className="state-tag">{objectionStateWords[state]}</span>
      </H>
      <p>{text}</p>
      <p className="quiet">
        {notice}
        {notice !== undefined && '，'}
        {formatInstant(receivedAt)} 收到。反映人：{objectorName ?? '未写'}，联系方式：{objectorContact ?? '未写'}
      </p>
      {acceptedByName && (
        <p className="quiet">
          {acceptedByName}受理，{dueOn} 前答复。
        </p>
      )}
      {answer && (
        <p>
          {answeredByName}：{answer}
        </p>
      )}
      {children}
    </section>
  );
}

/** An act that is being sent. */
interface Act<Given> {
  isPending: boolean;
  error: Error | null;
  mutate: (given: Given) => void;
}

interface IntakeProps {
  /** Null: a clue, which is only filed. */
  accept: Act<undefined> | null;
  acceptVerb: string;
  file: Act<string>;
  /** Characters of the reason at most. */
  max: number;
}

/** Takes an objection up, or files it with a reason. */
export function ObjectionIntake({ accept, acceptVerb, file, max }: IntakeProps) {
  const [filing, setFiling] = useState(false);
  const [answer, setAnswer] = useState('');
  if (filing)
    return (
      <SendForm
        className="stacked"
        label="阅存"
        sending={file}
        onSend={() => file.mutate(answer.trim())}
        verb="阅存，不受理"
        ready={answer.trim().length >= 2}
        lacking="请写明核实情况"
        onCancel={() => setFiling(false)}
      >
        <TextField label="为什么不受理（必填）" max={max} lines={2} value={answer} onChange={setAnswer} />
      </SendForm>
    );
  return (
    <>
      <div className="acts">
        {accept && (
          <Button type="primary" loading={accept.isPending} onClick={() => accept.mutate(undefined)}>
            {acceptVerb}
          </Button>
        )}
        <Button onClick={() => setFiling(true)}>不受理，阅存</Button>
      </div>
      {accept?.error && <ProblemView error={accept.error} />}
    </>
  );
}
