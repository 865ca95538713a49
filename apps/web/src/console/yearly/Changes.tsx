import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import type { DefinitionChange } from './yearly.queries';

const columns: Column<DefinitionChange>[] = [
  { key: 'what', title: '哪里', lead: true, render: ({ what }) => what },
  { key: 'before', title: '原来', render: ({ before }) => before },
  { key: 'after', title: '现在', render: ({ after }) => after },
  { key: 'matters', title: '会改变名次', render: ({ matters }) => (matters ? '会' : '不会') },
];

/** How a definition differs from the version before: said before anything is ranked by it. */
export function Changes({ changes, than }: { changes: readonly DefinitionChange[]; than: string }) {
  if (changes.length === 0) return <p className="quiet">与{than}没有差别。</p>;
  const moving = changes.filter(({ matters }) => matters).length;
  return (
    <>
      <p>
        与{than}有 {changes.length} 处差别，其中 <b>{moving}</b> 处本身就会改变名次。
      </p>
      <DataTable
        caption={`与${than}的差别`}
        columns={columns}
        rows={changes}
        rowKey={({ what }) => what}
        cards
        compact
      />
    </>
  );
}

/** The rules of a definition, a line a rule. */
export function Rules({ rules }: { rules: readonly { what: string; says: string }[] }) {
  return (
    <dl className="facts-list">
      {rules.map(({ what, says }) => (
        <div key={what} className="yearly__rule">
          <dt>{what}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  );
}
