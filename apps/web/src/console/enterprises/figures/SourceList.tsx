import { useState } from 'react';
import { exactAmount } from '../../../shared/format/amounts';
import { formatInstant } from '../../../shared/format/times';
import { CreditCode } from '../../../shared/ui/CreditCode';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { Unknown } from '../../../shared/ui/Unknown';
import { EvidenceLink } from './EvidenceLink';
import { type FigureSet, useRevisions } from './figures.queries';

/** Who said the figures, when, from which document, and how they were corrected. */
export function SourceList({ enterpriseId, sets }: { enterpriseId: string; sets: FigureSet[] }) {
  return (
    <details className="figures__more">
      <summary>来源、依据与各版更正（{sets.length} 份）</summary>
      <ul className="sources">
        {sets.map((set) => (
          <li key={set.id}>
            <SourceItem enterpriseId={enterpriseId} set={set} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function SourceItem({ enterpriseId, set }: { enterpriseId: string; set: FigureSet }) {
  const [open, setOpen] = useState(false);
  const { year, sourceLabel, revision, submittedAt, submittedByName, imported, document, reason, evidence } = set;
  const { record } = set;
  return (
    <>
      <p>
        <strong>
          {year} 年 {sourceLabel}
        </strong>{' '}
        第 {revision} 版，{submittedByName ?? '系统'} {formatInstant(submittedAt)}
        {imported ? ' 导入' : ' 填写'}
        {document !== null && <>，依据：{document}</>}
        {reason !== null && <>，理由：{reason}</>}
        {record && (
          <>
            ；登记在合并进来的记录上：{record.name} <CreditCode code={record.creditCode} />
          </>
        )}
      </p>
      {evidence && <EvidenceLink evidence={evidence} fit={evidence.fit} />}
      {revision > 1 && (
        <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? '收起各版' : `看 ${revision} 版各改了什么`}
        </button>
      )}
      {open && <Revisions enterpriseId={record?.id ?? enterpriseId} set={set} />}
    </>
  );
}

function Revisions({ enterpriseId, set }: { enterpriseId: string; set: FigureSet }) {
  const { data, error, refetch } = useRevisions(enterpriseId, set.year, set.source);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取各版" />;
  // of a past day: the revisions up to then
  const shown = data.items.filter(({ revision }) => revision <= set.revision);
  return (
    <ol className="revisions" reversed start={shown[0]?.revision ?? 1}>
      {shown.map((one) => (
        <li key={one.id}>
          {formatInstant(one.submittedAt)} {one.submittedByName ?? '系统'}
          {one.imported ? '导入' : '填写'}
          {one.reason !== null && <>，理由：{one.reason}</>}
          {one.document !== null && <>，依据：{one.document}</>}
          <ul>
            {one.changes.map((change) => (
              <li key={change.code}>
                {change.label}：<Said {...change} value={change.from} /> → <Said {...change} value={change.to} />
              </li>
            ))}
            {one.changes.length === 0 && <li className="quiet">数值没有变化</li>}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Said({ type, unit, value }: { type: string; unit: string; value: string | boolean | null }) {
  if (value === null) return <Unknown />;
  if (typeof value === 'boolean') return <>{value ? '是' : '否'}</>;
  if (type === 'money') return <span className="number">{exactAmount(value)}</span>;
  return (
    <span className="number">
      {value}
      {unit !== '1' && unit}
    </span>
  );
}
