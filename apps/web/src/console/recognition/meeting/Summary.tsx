import { OUTCOME_LABELS, pointsText } from '@tidu/criteria';
import { Link } from '@tanstack/react-router';
import type { Column } from '../../../shared/ui/columns';
import { DataTable } from '../../../shared/ui/DataTable';
import { Unknown } from '../../../shared/ui/Unknown';
import { purposeWords } from '../../words';
import type { MeetingPack, PackSheet } from './meeting.queries';
import { PaperSheet } from './PaperSheet';

const columns: Column<PackSheet>[] = [
  { key: 'place', title: '名次', number: true, render: ({ place, size }) => (size > 1 ? `${place}（并列）` : place) },
  {
    key: 'name',
    title: '企业名称',
    lead: true,
    render: ({ applicationId, name }) => (
      <Link to="/console/recognition/applications/$id" params={{ id: applicationId }}>
        {name}
      </Link>
    ),
  },
  { key: 'region', title: '地区', render: ({ regionName }) => regionName },
  { key: 'purpose', title: '类型', render: ({ purpose }) => purposeWords[purpose] },
  { key: 'outcome', title: '结果', render: ({ outcome }) => OUTCOME_LABELS[outcome] },
  {
    key: 'points',
    title: '得分',
    number: true,
    render: ({ submittedPoints }) => (submittedPoints ? pointsText(submittedPoints) : <Unknown />),
  },
  { key: 'state', title: '环节', render: ({ stateLabel }) => stateLabel },
  { key: 'line', title: '名额线', render: ({ before, tied }) => (before ? '线内' : tied ? '线上同分' : '线外') },
];

/** All cases of the pack on one sheet, with totals that must come out. */
export function Summary({ pack }: { pack: MeetingPack }) {
  const { cases, recommended, quota, tie, byRegion, sheets } = pack;
  return (
    <PaperSheet pack={pack} what={`${pack.title} · 汇总`}>
      <h1>{pack.title} · 汇总表</h1>
      <p>
        共 {cases} 件，{quota === null ? '不限名额' : `名额 ${quota} 个`}，线内 {recommended} 件。
        按最近一次提交的最低分从高到低，同分看最高分，都相同的并列。
      </p>
      {tie && (
        <p>
          线上同分：{tie.tied} 件争 {tie.places} 个名额，
          {tie.reason === null
            ? '还没有决定。'
            : `${tie.confirmed ? '已决定' : '有人提出、还没有确认'}，理由：${tie.reason}`}
        </p>
      )}
      <DataTable
        caption="上会汇总表"
        rows={sheets}
        rowKey={({ applicationId }) => applicationId}
        columns={columns}
        cards
      />
      <p className="meeting__totals">
        合计 {sheets.length} 件：
        {byRegion.map(({ name, cases: n, recommended: chosen }) => `${name} ${n} 件（线内 ${chosen}）`).join('，')}。
      </p>
    </PaperSheet>
  );
}
