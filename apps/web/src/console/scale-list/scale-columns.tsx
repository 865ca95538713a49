import { Link } from '@tanstack/react-router';
import { Amount } from '../../shared/ui/Amount';
import { CreditCode } from '../../shared/ui/CreditCode';
import { Unknown } from '../../shared/ui/Unknown';
import type { Column } from '../../shared/ui/columns';
import type { ScaleEntry, ScaleWarning } from './scale-list.queries';

interface Listed {
  enterpriseId: string;
  name: string;
  creditCode: string;
  regionCode: string;
  regionName: string | null;
}

const who: Column<Listed>[] = [
  {
    key: 'name',
    title: '企业名称',
    lead: true,
    render: ({ enterpriseId, name }) => (
      <Link
        to="/console/enterprises/$id"
        params={{ id: enterpriseId }}
        search={{ tab: 'evidence', kind: 'scaleStatus' }}
        className="row-link"
      >
        {name}
      </Link>
    ),
  },
  { key: 'code', title: '统一社会信用代码', render: ({ creditCode }) => <CreditCode code={creditCode} /> },
  { key: 'region', title: '所在地', render: ({ regionName, regionCode }) => regionName ?? regionCode },
];

const none = (words: string) => <span className="quiet">{words}</span>;

export const entryColumns: Column<ScaleEntry>[] = [
  ...(who as Column<ScaleEntry>[]),
  { key: 'entered', title: '升规日期', render: ({ enteredOn }) => enteredOn },
  { key: 'left', title: '退规日期', render: ({ leftOn }) => leftOn ?? none('仍在名单') },
  { key: 'batch', title: '名单批次', render: ({ batch, document }) => batch ?? document ?? none('没有填') },
  { key: 'source', title: '来源', render: ({ source }) => source },
];

export const warningColumns = (year: number): Column<ScaleWarning>[] => [
  ...(who as Column<ScaleWarning>[]),
  {
    ...{ key: 'amount', title: `${year} 年主营业务收入`, unit: '万元', number: true },
    render: ({ amount }) => <Amount yuan={amount} unit="万元" />,
  },
  {
    ...{ key: 'before', title: `${year - 1} 年`, unit: '万元', number: true },
    render: ({ amountBefore }) => (amountBefore === null ? <Unknown /> : <Amount yuan={amountBefore} unit="万元" />),
  },
  {
    key: 'source',
    title: '数据来源',
    render: ({ sourceName, decided }) => (decided ? `${sourceName}（经核定）` : sourceName),
  },
  { key: 'entered', title: '最近升规', render: ({ enteredOn }) => enteredOn ?? none('没有进过名单') },
  { key: 'left', title: '最近退规', render: ({ leftOn }) => leftOn ?? none('没有') },
];
