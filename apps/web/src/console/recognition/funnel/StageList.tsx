import { Link } from '@tanstack/react-router';
import type { Column } from '../../../shared/ui/columns';
import { CreditCode } from '../../../shared/ui/CreditCode';
import { EmptyState } from '../../../shared/ui/EmptyState';
import { PagedTable } from '../../../shared/ui/PagedTable';
import { type Funnel, type FunnelRow, type Narrowed, pageSize, type Stage, useFunnelList } from './funnel.queries';

interface StageListProps {
  open: Funnel['stages'][number];
  narrowed: Narrowed;
  after: string | undefined;
  page: number;
  onGo: (place: { after?: string; page?: string }) => void;
}

/** Whom a number counts; each opens where its stage is dealt with. */
export function StageList({ open, narrowed, after, page, onGo }: StageListProps) {
  const list = useFunnelList(open.stage, narrowed, after);
  return (
    <section className="panel stacked" aria-labelledby="stage-list">
      <h2 id="stage-list">{open.label}的企业</h2>
      <PagedTable
        caption={`${open.label}的企业`}
        columns={columnsOf(open.stage)}
        rowKey={({ enterpriseId }) => enterpriseId}
        cards
        list={list}
        reading="正在读取名单"
        empty={<EmptyState title="一家也没有">换个条件，或去掉条件再看。</EmptyState>}
        page={page}
        size={pageSize}
        unit="家"
        onGo={onGo}
      />
    </section>
  );
}

const columnsOf = (stage: Stage): Column<FunnelRow>[] => [
  { key: 'name', title: '企业', lead: true, render: (row) => <RowLink stage={stage} row={row} /> },
  { key: 'code', title: '统一社会信用代码', render: ({ creditCode }) => <CreditCode code={creditCode} /> },
  { key: 'region', title: '地区', render: ({ regionName }) => regionName },
];

function RowLink({ stage, row: { id, enterpriseId, name } }: { stage: Stage; row: FunnelRow }) {
  if (stage === 'pool')
    return (
      <Link to="/console/pool/$id" params={{ id }} className="row-link">
        {name}
      </Link>
    );
  if (stage === 'near')
    return (
      <Link to="/console/enterprises/$id" params={{ id: enterpriseId }} className="row-link">
        {name}
      </Link>
    );
  return (
    <Link to="/console/recognition/applications/$id" params={{ id }} className="row-link">
      {name}
    </Link>
  );
}
