import { uuidv7 } from '@tidu/kernel';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../../shared/session/session';
import { DayField } from '../../../shared/ui/DayField';
import { Field } from '../../../shared/ui/Field';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { TextField } from '../../../shared/ui/TextField';
import {
  askBulk,
  type BulkOutcome,
  type BulkWords,
  type Procedure,
  type Queued,
  useProcedures,
  type Waits,
} from '../recognition.queries';
import { BulkOutcomes } from './BulkOutcomes';
import { inParts } from './in-parts';

type Action = Procedure['actions'][number];

interface BulkBarProps {
  /** Cases that were chosen, also on other pages. */
  chosen: readonly Pick<Queued, 'id' | 'version' | 'procedure' | 'state'>[];
  clear: () => void;
  /** What chooses more. */
  more?: ReactNode;
}

const permissions = {
  reviewer: 'recognition.review',
  approver: 'recognition.decide',
  recorder: 'recognition.manage',
} as const;

/** One act on every chosen case: what will happen to each is shown before, what happened after. */
export function BulkBar({ chosen, clear, more }: BulkBarProps) {
  const may = useMay();
  const procedures = useProcedures().data?.items ?? [];
  const [code, setCode] = useState<string>();
  const actions = actionsOf(procedures.filter(({ id }) => chosen.some(({ procedure }) => procedure === id)));
  const offered = [...actions.values()].filter(
    ({ code: own, from, by, needs }) =>
      by in permissions &&
      may(permissions[by as Waits]) &&
      !needs.includes('marks') &&
      // the one that was done stays, though it has moved the cases on
      (own === code || chosen.some(({ state }) => from.includes(state))),
  );
  const action = code === undefined ? undefined : actions.get(code);
  return (
    <section className="panel stacked bulk no-print" aria-label="批量办理">
      <div className="bulk__head">
        <b>已选 {chosen.length} 件</b>
        {more}
        <Button size="small" onClick={clear}>
          不选了
        </Button>
        <Field label="批量办理">
          {(control) => (
            <Select
              {...control}
              value={code}
              placeholder="选一项"
              notFoundContent="选定的各件现在没有您可以一并办的"
              popupMatchSelectWidth={false}
              options={offered.map((one) => ({ value: one.code, label: one.label }))}
              onChange={setCode}
            />
          )}
        </Field>
      </div>
      {action && (
        <BulkForm key={`${action.code} ${chosen.map(({ id }) => id).join()}`} action={action} chosen={chosen} />
      )}
    </section>
  );
}

/** Every action of these procedures; one that is called otherwise in another bears both names, and begins where either does. */
function actionsOf(procedures: readonly Procedure[]): Map<string, Action> {
  const actions = new Map<string, Action>();
  for (const action of procedures.flatMap((one) => one.actions)) {
    const known = actions.get(action.code);
    const label = known && known.label !== action.label ? `${known.label}／${action.label}` : action.label;
    actions.set(action.code, { ...action, label, from: [...(known?.from ?? []), ...action.from] });
  }
  return actions;
}

/** Words, preview, run: each step on what the one before showed. */
function BulkForm({ action, chosen }: { action: Action; chosen: BulkBarProps['chosen'] }) {
  const [reason, setReason] = useState('');
  const [internal, setInternal] = useState('');
  const [document, setDocument] = useState('');
  const [documentOn, setDocumentOn] = useState('');
  const [bulkId] = useState(() => uuidv7());
  const [outcomes, setOutcomes] = useState<BulkOutcome[]>();
  const [would, setWould] = useState(0);
  const [stage, setStage] = useState<'words' | 'previewed' | 'ran'>('words');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const queries = useQueryClient();
  const needs = new Set(action.needs);
  const lacking =
    needs.has('reason') && reason.trim().length < 2
      ? '还要写理由'
      : needs.has('document') && (document.trim().length < 2 || documentOn === '')
        ? '还要写来文的文号和日期'
        : null;
  const words: BulkWords = {
    ...{ bulkId, action: action.code, reason: reason.trim() || null, internal: internal.trim() || null },
    document: document.trim() === '' ? null : { document: document.trim(), documentOn },
  };
  const ask = async (preview: boolean) => {
    setBusy(true);
    setError(undefined);
    const items = chosen.map(({ id, version }) => ({ id, version }));
    try {
      const asked = (part: typeof items) => askBulk(action.by as Waits, { ...words, preview, items: part });
      const all = await inParts(items, asked, setOutcomes);
      setOutcomes(all);
      // what was told before stays told: where the line is cut midway, the same is asked for again
      if (preview) setWould(all.filter(({ result }) => result === 'would').length);
      setStage(preview ? 'previewed' : 'ran');
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
      if (!preview) await queries.invalidateQueries({ queryKey: ['recognition'] });
    }
  };
  const change = (set: (text: string) => void) => (text: string) => {
    set(text);
    setStage('words');
  };
  return (
    <>
      {stage !== 'ran' && (
        <div className="bulk__words">
          <TextField
            label={needs.has('reason') ? '理由（必填，企业会看到）' : '理由（企业会看到）'}
            hint="每一件都写同样的理由"
            max={2000}
            lines={2}
            value={reason}
            onChange={change(setReason)}
          />
          {needs.has('document') && (
            <>
              <TextField label="来文（必填）" max={200} value={document} onChange={change(setDocument)} />
              <DayField label="来文日期（必填）" value={documentOn} onChange={change(setDocumentOn)} />
            </>
          )}
          <TextField label="内部意见（企业看不到）" max={2000} value={internal} onChange={change(setInternal)} />
        </div>
      )}
      <div className="acts">
        {stage === 'words' && (
          <Button type="primary" disabled={lacking !== null} loading={busy} onClick={() => void ask(true)}>
            先看每一件会怎样
          </Button>
        )}
        {stage === 'previewed' && (
          <Button type="primary" disabled={would === 0} loading={busy} onClick={() => void ask(false)}>
            {action.label} {would} 件
          </Button>
        )}
        {lacking !== null && stage === 'words' && <span className="quiet">{lacking}</span>}
        {busy && outcomes && (
          <span role="status">
            已处理 {outcomes.length} / {chosen.length} 件
          </span>
        )}
      </div>
      {error !== undefined && (
        <>
          <ProblemView error={error} />
          <p>已经办好的不会重办，可以再按一次把剩下的办完。</p>
        </>
      )}
      {outcomes && stage !== 'words' && <BulkOutcomes outcomes={outcomes} ran={stage === 'ran'} />}
    </>
  );
}
