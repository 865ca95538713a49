import { Link } from '@tanstack/react-router';
import { DataTable } from '../../../shared/ui/DataTable';
import { EmptyState } from '../../../shared/ui/EmptyState';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import type { Column } from '../../../shared/ui/columns';
import { plainArea } from '../../parcels/area-sum';
import { type EnterpriseShare, useEnterpriseParcels } from '../../parcels/parcels.queries';
import type { SectionProps } from '../section-props';

const columns: Column<EnterpriseShare>[] = [
  {
    key: 'number',
    title: '地块',
    lead: true,
    render: ({ parcelId, number, record }) => (
      <>
        <Link to="/console/parcels/$id" params={{ id: parcelId }} className="row-link">
          {number}
        </Link>
        {record && <div className="quiet">记在合并进来的“{record.name}”名下</div>}
      </>
    ),
  },
  { key: 'address', title: '坐落', render: ({ address }) => address },
  { key: 'area', title: '这一家', unit: '亩', number: true, render: ({ area }) => <b>{plainArea(area)}</b> },
  { key: 'whole', title: '整个地块', unit: '亩', number: true, render: ({ parcelArea }) => plainArea(parcelArea) },
  { key: 'from', title: '起算日', render: ({ validFrom }) => validFrom },
  { key: 'document', title: '依据', render: ({ document }) => document ?? '未写' },
];

/** What land the enterprise uses on the day, by the ledger. */
export function LandSection({ enterprise, asOf }: SectionProps) {
  const { data, error, refetch } = useEnterpriseParcels(enterprise.id, asOf);
  return (
    <section className="panel stacked" aria-labelledby="land">
      <h2 id="land">用地台账{data && data.items.length > 0 && `：合计 ${plainArea(data.total)} 亩`}</h2>
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="正在读取用地" />
      ) : data.items.length === 0 ? (
        <EmptyState title={`${data.day} 台账里没有这家企业的地块`}>
          在<Link to="/console/parcels">用地台账</Link>登记地块，写明各家份额。
        </EmptyState>
      ) : (
        <DataTable
          caption="用地"
          columns={columns}
          rows={data.items}
          rowKey={({ parcelId, record }) => `${parcelId} ${record?.id ?? ''}`}
          cards
        />
      )}
    </section>
  );
}
