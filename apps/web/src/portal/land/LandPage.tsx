import { getRouteApi, Link } from '@tanstack/react-router';
import { plainArea } from '../../console/parcels/area-sum';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { useHome } from '../portal.queries';
import { type OwnAreaItem, type OwnShare, useOwnAreaItems, useOwnParcels } from './land.queries';
import '../portal.css';

const route = getRouteApi('/portal/enterprises/$id/land');

const shareColumns: Column<OwnShare>[] = [
  { key: 'number', title: '地块', lead: true, render: ({ number }) => number },
  { key: 'address', title: '坐落', render: ({ address }) => address },
  { key: 'area', title: '本企业', unit: '亩', number: true, render: ({ area }) => <b>{plainArea(area)}</b> },
  { key: 'whole', title: '整个地块', unit: '亩', number: true, render: ({ parcelArea }) => plainArea(parcelArea) },
  { key: 'from', title: '起算日', render: ({ validFrom }) => validFrom },
  { key: 'document', title: '依据', render: ({ document }) => document ?? '未写' },
];

const itemColumns: Column<OwnAreaItem>[] = [
  { key: 'title', title: '公示', lead: true, render: ({ title }) => title },
  { key: 'number', title: '地块', render: ({ number }) => number },
  { key: 'area', title: '面积', unit: '亩', number: true, render: ({ area }) => plainArea(area) },
  { key: 'until', title: '公示到', render: ({ closesOn, isOpen }) => `${closesOn}${isOpen ? '' : '，已结束'}` },
  {
    key: 'object',
    title: '异议',
    render: ({ listId, number, isOpen }) => (
      <Link to="/public/area-lists/$id" params={{ id: listId }} search={{ q: number }}>
        {isOpen ? '打开公示，提出异议' : '打开公示'}
      </Link>
    ),
  },
];

/** One's land: shares in the ledger today, and what was published of them. */
export function LandPage() {
  const { id } = route.useParams();
  const home = useHome(id);
  const parcels = useOwnParcels(id);
  const published = useOwnAreaItems(id);
  const failed = home.error ?? parcels.error ?? published.error;
  return (
    <>
      <PageHead
        title="我的用地"
        lead={
          <Link to="/portal/enterprises/$id" params={{ id }}>
            {home.data?.identity.name ?? '回到企业'}
          </Link>
        }
      />
      <div className="portal-page">
        {failed ? (
          <ProblemView error={failed} retry={() => void parcels.refetch()} />
        ) : !parcels.data || !published.data ? (
          <Loading what="正在读取用地" />
        ) : (
          <>
            <section className="panel stacked" aria-labelledby="own-parcels">
              <h2 id="own-parcels">
                登记的地块
                {parcels.data.items.length > 0 && `，合计 ${plainArea(parcels.data.total)} 亩`}
              </h2>
              {parcels.data.items.length === 0 ? (
                <EmptyState title="台账里没有本企业的地块">在用土地而这里没有的，请联系园区或工信局登记。</EmptyState>
              ) : (
                <DataTable
                  caption="登记的地块"
                  columns={shareColumns}
                  rows={parcels.data.items}
                  rowKey={({ parcelId, record }) => `${parcelId} ${record?.id ?? ''}`}
                  cards
                />
              )}
            </section>
            <section className="panel stacked" aria-labelledby="published-areas">
              <h2 id="published-areas">公示的面积</h2>
              <p className="quiet">
                亩均评价用公示过的面积。公示期内有异议的，打开公示，在本企业的一行写明事实和联系方式。
              </p>
              {published.data.items.length === 0 ? (
                <EmptyState title="还没有公示过">公示时会列在这里。</EmptyState>
              ) : (
                <DataTable
                  caption="公示的面积"
                  columns={itemColumns}
                  rows={published.data.items}
                  rowKey={({ itemId }) => itemId}
                  cards
                />
              )}
            </section>
          </>
        )}
      </div>
    </>
  );
}
