import { getRouteApi, Link } from '@tanstack/react-router';
import { exactAmount } from '../../shared/format/amounts';
import { WhatWasCorrected } from '../../shared/notices/WhatWasCorrected';
import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { periodWords } from '../notices/notices.queries';
import { type SupportNoticeItem, useSupportNotice } from './support-notices.queries';

const route = getRouteApi('/public/support/$id');

const columns: Column<SupportNoticeItem>[] = [
  { key: 'position', title: '序号', number: true, render: ({ position }) => position },
  { key: 'name', title: '企业名称', lead: true, render: ({ name }) => name },
  {
    key: 'code',
    title: '统一社会信用代码',
    render: ({ creditCodeShown }) => <span className="code">{creditCodeShown}</span>,
  },
  { key: 'region', title: '所在地区', render: ({ regionName }) => regionName },
  {
    key: 'amount',
    title: '金额',
    number: true,
    render: ({ amount }) => (amount === null ? '服务，没有金额' : exactAmount(amount)),
  },
];

/** One notice of results: by which document, who received how much. */
export function SupportNoticePage() {
  const { id } = route.useParams();
  const { data: notice, error, refetch } = useSupportNotice(id);
  if (error)
    return (
      <>
        <PageHead title="扶持结果公示" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!notice) return <Loading what="正在读取公示" />;
  return (
    <>
      <PageHead title={notice.title} lead={periodWords(notice)} />
      {notice.correctedBy && (
        <p className="notice__warning">
          这份公示已经更正，公示期重新计算。
          <Link to="/public/support/$id" params={{ id: notice.correctedBy }}>
            看更正后的公示
          </Link>
        </p>
      )}
      <WhatWasCorrected of={notice} to="/public/support/$id" />
      <section className="panel stacked" aria-label="公示内容">
        <p className="notice__body">{notice.body}</p>
        <p className="quiet">
          {notice.measureName}（{notice.document}），{notice.items} 家，合计 {exactAmount(notice.total)}。
        </p>
        <DataTable cards caption="公示名单" rows={notice.list} rowKey={({ id: item }) => item} columns={columns} />
      </section>
    </>
  );
}
