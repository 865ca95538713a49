import type { Column } from '../../../shared/ui/columns';
import { DataTable } from '../../../shared/ui/DataTable';
import type { MeetingPack, PackSheet } from './meeting.queries';
import { PaperSheet } from './PaperSheet';

/** As it will stand on the notice: the middle of the code hidden. */
const masked = (code: string) => `${code.slice(0, 4)}${'*'.repeat(10)}${code.slice(-4)}`;

/** Those before the line as a list to be put up, without points or places: the order is that of the codes. */
export function NoticeList({ pack }: { pack: MeetingPack }) {
  const rows = pack.sheets.filter(({ before }) => before).sort((a, b) => (a.creditCode < b.creditCode ? -1 : 1));
  const numbers = new Map(rows.map(({ applicationId }, i) => [applicationId, i + 1]));
  const columns: Column<PackSheet>[] = [
    { key: 'number', title: '序号', number: true, render: ({ applicationId }) => numbers.get(applicationId) },
    { key: 'name', title: '企业名称', lead: true, render: ({ name }) => name },
    {
      key: 'code',
      title: '统一社会信用代码',
      render: ({ creditCode }) => <span className="code">{masked(creditCode)}</span>,
    },
    { key: 'region', title: '所在地区', render: ({ regionName }) => regionName },
  ];
  return (
    <PaperSheet pack={pack} what={`${pack.title} · 拟公示名单`}>
      <h1>{pack.batchName}拟推荐名单</h1>
      <p>共 {rows.length} 家，排名不分先后。</p>
      {rows.length === 0 ? (
        <p>没有一件在线内。</p>
      ) : (
        <DataTable
          caption="拟公示名单"
          rows={rows}
          rowKey={({ applicationId }) => applicationId}
          columns={columns}
          cards
        />
      )}
    </PaperSheet>
  );
}
