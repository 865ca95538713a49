import { Link } from '@tanstack/react-router';
import type { components } from '../../shared/api/console.gen';
import { CreditCode } from '../../shared/ui/CreditCode';
import { DemoMark } from '../../shared/ui/DemoMark';
import { Unknown } from '../../shared/ui/Unknown';
import type { Column } from '../../shared/ui/columns';
import { ownershipWords, statusWords } from '../words';
import { FoundNote } from './FoundNote';

export type EnterpriseRow = components['schemas']['ListedEnterpriseDto'];

/** Columns of the register's list. */
export const enterpriseColumns: Column<EnterpriseRow>[] = [
  {
    key: 'name',
    title: '企业名称',
    lead: true,
    sort: 'name',
    render: (row) => (
      <>
        <Link to="/console/enterprises/$id" params={{ id: row.id }} className="row-link">
          {row.name}
        </Link>{' '}
        {row.demo && <DemoMark />}
        {row.found && <FoundNote found={row.found} />}
      </>
    ),
  },
  {
    key: 'creditCode',
    title: '统一社会信用代码',
    sort: 'creditCode',
    render: (row) => <CreditCode code={row.creditCode} />,
  },
  { key: 'region', title: '所在地', render: (row) => row.regionName ?? row.regionCode },
  {
    key: 'industry',
    title: '行业',
    render: (row) =>
      row.industryCode === null ? (
        <Unknown />
      ) : (
        <>
          {row.industryName ?? '未收录'} <span className="quiet code">{row.industryCode}</span>
        </>
      ),
  },
  {
    key: 'ownership',
    title: '所有制',
    render: (row) => (row.ownership === null ? <Unknown /> : (ownershipWords[row.ownership] ?? row.ownership)),
  },
  {
    key: 'registeredOn',
    title: '成立日期',
    sort: 'registeredOn',
    number: true,
    render: (row) => row.registeredOn ?? <Unknown />,
  },
  { key: 'shortName', title: '简称', optional: true, render: (row) => row.shortName ?? <Unknown /> },
  { key: 'status', title: '状态', optional: true, render: (row) => statusWords[row.status] ?? row.status },
  {
    key: 'officer',
    title: '责任人',
    optional: true,
    render: (row) => row.officerName ?? <span className="quiet">尚无</span>,
  },
];
