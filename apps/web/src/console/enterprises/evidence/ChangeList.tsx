import { formatInstant } from '../../../shared/format/times';
import { EmptyState } from '../../../shared/ui/EmptyState';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { shownDay } from './draft';
import { type EvidenceChange, type EvidenceKind, useEvidenceChanges } from './evidence.queries';
import { actWords, valueWords } from './words';

interface ChangeListProps {
  enterpriseId: string;
  kinds: readonly EvidenceKind[];
}

/** Who recorded, corrected and withdrew what, when and why; of a correction what was there before. */
export function ChangeList({ enterpriseId, kinds }: ChangeListProps) {
  const { data, error, refetch } = useEvidenceChanges(enterpriseId, undefined);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取变更记录" />;
  if (data.items.length === 0) return <EmptyState title="还没有登记过佐证" />;
  return (
    <>
      <ol className="evidence-changes">
        {data.items.map((change) => (
          <li key={change.id}>
            <span className="quiet">
              {formatInstant(change.changedAt)} {change.changedByName}
            </span>{' '}
            <strong>
              {actWords[change.act]}
              {change.kindLabel}
            </strong>{' '}
            {change.name}
            <span className="evidence-more">原因：{change.reason}</span>
            {change.act === 'correct' && <Differences change={change} kinds={kinds} />}
          </li>
        ))}
      </ol>
      {data.next !== null && <p className="quiet">只列出最近的 {data.items.length} 次。</p>}
    </>
  );
}

function Differences({ change, kinds }: { change: EvidenceChange; kinds: readonly EvidenceKind[] }) {
  const kind = kinds.find((one) => one.kind === change.kind);
  if (!kind) return null;
  const before = change.before ?? {};
  const fields = kind.fields.map((field) => ({ name: field.name, label: field.label, words: wordsBy(field) }));
  const day = (name: 'validFrom' | 'validUntil') => {
    const own = name === 'validFrom' ? kind.from : kind.until;
    return { name, label: own.label, words: (value: unknown) => shownDay(own, value as string | null) };
  };
  const plain = Object.entries({ source: '来源', document: '文号', note: '备注' }).map(([name, label]) => ({
    ...{ name, label, words: (value: unknown) => value as string | null },
  }));
  const differing = [...fields, day('validFrom'), day('validUntil'), ...plain].filter(
    ({ name }) => JSON.stringify(before[name] ?? null) !== JSON.stringify(change.after[name] ?? null),
  );
  return (
    <ul className="evidence-differences">
      {differing.map(({ name, label, words }) => (
        <li key={name}>
          {label}：<del>{words(before[name]) ?? '没有填'}</del> → <ins>{words(change.after[name]) ?? '没有填'}</ins>
        </li>
      ))}
    </ul>
  );
}

const wordsBy = (field: EvidenceKind['fields'][number]) => (value: unknown) => valueWords(field, value);
