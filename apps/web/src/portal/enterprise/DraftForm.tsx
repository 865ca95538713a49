import { Alert, Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { ChoiceField } from '../../shared/forms/ChoiceField';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import type { Draft } from '../portal.queries';
import { DraftField } from './DraftField';
import { type EntryUnit, entryUnits } from './draft-entries';
import { useDraftKeeping } from './use-draft-keeping';

interface DraftFormProps {
  enterpriseId: string;
  view: Draft;
  mayFill: boolean;
  maySubmit: boolean;
  onSent: () => void;
}

/** Staff counted with the amounts: what every declaration asks first. */
const first: readonly string[] = ['employees', 'rdStaff', 'techStaff'];

/** Figures as they are typed: kept by themselves, mistakes marked; submitted as a revision that never changes. */
export function DraftForm({ enterpriseId, view, mayFill, maySubmit, onSent }: DraftFormProps) {
  const keeping = useDraftKeeping(enterpriseId, view, onSent);
  const [reason, setReason] = useState('');
  const { typed, unit, problems, savedAt, saving, submitting } = keeping;
  const facts = view.facts.filter(({ type }) => type !== 'code');
  const main = facts.filter(({ type, code }) => type === 'money' || first.includes(code));
  const others = facts.filter((fact) => !main.includes(fact));
  const problemOf = new Map(problems.map(({ field, message }) => [field, message]));
  const fields = (some: typeof facts) => (
    <div className="portal-figures">
      {some.map((fact) => (
        <DraftField
          key={fact.code}
          fact={fact}
          unit={unit}
          value={typed[fact.code] ?? ''}
          problem={problemOf.get(fact.code) ?? null}
          disabled={!mayFill}
          onChange={(value) => keeping.type(fact.code, value)}
        />
      ))}
    </div>
  );
  const isCorrection = view.revision > 0;
  return (
    <>
      {isCorrection && (
        <Alert
          type="info"
          showIcon
          title={`已提交第 ${view.revision} 版`}
          description={`${view.submittedByName ?? ''} ${view.submittedAt ? formatInstant(view.submittedAt) : ''}。已提交的不再改变；要更正请填写要改的项目，说明理由，提交新的一版。没有填的项目沿用上一版。`}
        />
      )}
      <section className="panel stacked" aria-label="填写">
        <ChoiceField
          name="draft-unit"
          legend="金额单位"
          options={entryUnits.map((one) => ({ value: one, label: one }))}
          value={unit}
          onChange={(value) => keeping.setUnit(value as EntryUnit)}
        />
        {fields(main)}
        <details open={others.some(({ code }) => problemOf.has(code) || typed[code])}>
          <summary>其他 {others.length} 项</summary>
          {fields(others)}
        </details>
        <p className="quiet" role="status">
          {saving.isPending
            ? '正在保存草稿 …'
            : savedAt === null
              ? '填写后自动保存草稿；不知道的留空。'
              : `草稿已存于 ${formatInstant(savedAt)}`}
        </p>
        {saving.error && <ProblemView error={saving.error} retry={keeping.reload} />}
      </section>
      {mayFill && !maySubmit && <p className="panel">您可以填写，不能提交；填好以后请本企业有提交权限的人登录提交。</p>}
      {maySubmit && (
        <SendForm
          className="panel stacked"
          label="提交"
          sending={submitting}
          onSend={() => submitting.mutate(reason.trim())}
          verb={isCorrection ? '提交更正' : '提交'}
          ready={
            savedAt !== null &&
            problems.length === 0 &&
            !saving.isPending &&
            (!isCorrection || reason.trim().length >= 2)
          }
          lacking={
            problems.length > 0
              ? `还有 ${problems.length} 项要改`
              : savedAt === null
                ? '还没有填写'
                : isCorrection && '请写更正的理由'
          }
        >
          {problems.length > 0 && (
            <ul>
              {problems.map(({ field, message }) => (
                <li key={field}>
                  <a href={`#draft-${field}`}>{message}</a>
                </li>
              ))}
            </ul>
          )}
          {isCorrection && <TextField label="更正的理由（必填）" max={500} value={reason} onChange={setReason} />}
          <p className="quiet">提交后成为不再改变的一版，作为预评估的依据之一。</p>
        </SendForm>
      )}
      {mayFill && savedAt !== null && (
        <p>
          <Button onClick={keeping.discard}>丢弃草稿</Button>
        </p>
      )}
    </>
  );
}
