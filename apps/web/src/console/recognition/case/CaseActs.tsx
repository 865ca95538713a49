import { Button, Input } from 'antd';
import { useState } from 'react';
import { DayField } from '../../../shared/ui/DayField';
import { Field } from '../../../shared/ui/Field';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { SendForm } from '../../../shared/ui/SendForm';
import { TextField } from '../../../shared/ui/TextField';
import { type Case, type PossibleAct, useAct } from '../recognition.queries';

interface CaseActsProps {
  of: Case;
  chosen: PossibleAct | undefined;
  choose: (act: PossibleAct | undefined) => void;
  marks: ReadonlyMap<string, string>;
  setMark: (code: string, remark: string | null) => void;
  refused: Error | undefined;
  setRefused: (error: Error | undefined) => void;
}

/** Acts that take something away. */
const harsh = new Set(['reject', 'refuse', 'refuseAbove']);
const welcome = new Set(['pass', 'approve', 'forward', 'passCity', 'passProvince']);

/** What the person may do with the case as it stands, with its words; on the version that is shown. */
export function CaseActs({ of, chosen, choose, marks, setMark, refused, setRefused }: CaseActsProps) {
  const { possible } = of;
  const blocked = [...new Set(possible.flatMap(({ blocked: why }) => why ?? []))];
  const against = [...new Set(possible.flatMap((act) => act.against.map(({ words }) => words)))];
  return (
    <section className="panel stacked no-print" aria-labelledby="case-acts">
      <h2 id="case-acts">办理</h2>
      {refused && chosen === undefined && <ProblemView error={refused} />}
      {possible.length === 0 && <p className="quiet">现在没有您可以办的。{of.plain}</p>}
      {blocked.map((why) => (
        <p key={why} className="recognition__warning">
          {why}
        </p>
      ))}
      {against.length > 0 && <Against words={against} />}
      {chosen === undefined ? (
        <div className="acts">
          {possible.map((act) => (
            <Button
              key={`${act.by} ${act.action}`}
              type={welcome.has(act.action) ? 'primary' : 'default'}
              danger={harsh.has(act.action)}
              disabled={act.blocked !== null || act.against.some(({ effect }) => effect === 'blocks')}
              onClick={() => choose(act)}
            >
              {act.label}
            </Button>
          ))}
        </div>
      ) : (
        <ActForm
          key={chosen.action}
          of={of}
          act={chosen}
          close={() => choose(undefined)}
          marks={marks}
          setMark={setMark}
          setRefused={setRefused}
        />
      )}
    </section>
  );
}

/** What stands against going on, from departments, checks and related enterprises. */
function Against({ words }: { words: readonly string[] }) {
  return (
    <div className="recognition__warning" role="note" aria-label="办理之前须说明的情形">
      <p>办理之前须说明（企业看不到）：</p>
      <ul className="case-against">
        {words.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>
  );
}

interface ActFormProps {
  of: Case;
  act: PossibleAct;
  close: () => void;
  marks: ReadonlyMap<string, string>;
  setMark: (code: string, remark: string | null) => void;
  setRefused: (error: Error) => void;
}

function ActForm({ of, act, close, marks, setMark, setRefused }: ActFormProps) {
  const [reason, setReason] = useState('');
  const [internal, setInternal] = useState('');
  const [despite, setDespite] = useState('');
  const [document, setDocument] = useState('');
  const [documentOn, setDocumentOn] = useState('');
  const acting = useAct(of, setRefused);
  const needs = new Set(act.needs);
  const lacking =
    needs.has('reason') && reason.trim().length < 2
      ? '写理由'
      : needs.has('document') && (document.trim().length < 2 || documentOn === '')
        ? '写来文的文号和日期'
        : needs.has('marks') && marks.size === 0
          ? '在申报内容里勾出要补正的项目'
          : needs.has('marks') && [...marks.values()].some((remark) => remark.trim().length < 2)
            ? '每一项写明怎么改'
            : act.against.length > 0 && despite.trim().length < 2
              ? '写明为什么仍然办理'
              : null;
  const send = () => {
    const withMarks = needs.has('marks') && {
      marks: [...marks].map(([fact, remark]) => ({ fact, remark: remark.trim() })),
    };
    const body = {
      ...{ action: act.action, reason: reason.trim() || null, internal: internal.trim() || null, ...withMarks },
      ...(act.against.length > 0 && { despite: despite.trim() }),
      document: document.trim() === '' ? null : { document: document.trim(), documentOn },
    };
    acting.mutate({ by: act.by, body }, { onSuccess: close });
  };
  return (
    <SendForm
      className="stacked"
      label={act.label}
      sending={acting}
      onSend={send}
      verb={act.label}
      danger={harsh.has(act.action)}
      ready={lacking === null}
      lacking={lacking && `还要${lacking}`}
      onCancel={close}
      cancelVerb="不了"
    >
      {needs.has('marks') && <Marks of={of} marks={marks} setMark={setMark} />}
      <TextField
        label={needs.has('reason') ? '理由（必填，企业会看到）' : '理由（企业会看到）'}
        max={2000}
        lines={2}
        value={reason}
        onChange={setReason}
      />
      {needs.has('document') && (
        <>
          <TextField label="来文（必填）" hint="文号，或名单的名称" max={200} value={document} onChange={setDocument} />
          <DayField label="来文日期（必填）" value={documentOn} onChange={setDocumentOn} />
        </>
      )}
      {act.against.length > 0 && (
        <TextField
          label="为什么仍然办理（必填，企业看不到）"
          hint="针对上面列出的情形，留在案卷里"
          max={1000}
          lines={2}
          value={despite}
          onChange={setDespite}
        />
      )}
      <TextField label="内部意见（企业看不到）" max={2000} lines={2} value={internal} onChange={setInternal} />
    </SendForm>
  );
}

/** What is to be put right, each with how; ticked in the form, or evidence by its kind. */
function Marks({ of, marks, setMark }: Pick<ActFormProps, 'of' | 'marks' | 'setMark'>) {
  const labelOf = (code: string) => of.facts.find((fact) => fact.code === code)?.label ?? code;
  return (
    <div className="stacked">
      <p>在下面“申报内容”里勾出要补正的项目；企业只能改勾出的几项，审核期限停计。</p>
      {[...marks].map(([code, remark]) => (
        <Field key={code} label={`${labelOf(code)}：怎么改（必填，企业会看到）`}>
          {(control) => (
            <Input.Search
              {...control}
              maxLength={500}
              value={remark}
              enterButton="去掉"
              onSearch={() => setMark(code, null)}
              onChange={({ target }) => setMark(code, target.value)}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
