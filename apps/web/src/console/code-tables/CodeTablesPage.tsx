import { getRouteApi } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { PageHead } from '../../shared/ui/PageHead';
import { CalendarView } from './CalendarView';
import { NationalTableView } from './NationalTableView';
import { OverrideList } from './OverrideList';
import { OwnListView } from './OwnListView';
import './code-tables.css';

const route = getRouteApi('/console/code-tables');

const tables = [
  { value: 'zone', label: '园区' },
  { value: 'chain', label: '产业链' },
  { value: 'industry', label: '行业' },
  { value: 'strategicEmerging', label: '战略性新兴产业' },
  { value: 'region', label: '行政区划' },
  { value: 'street', label: '街道' },
  { value: 'calendar', label: '工作日历' },
  { value: 'overrides', label: '更正记录' },
] as const;
type Shown = (typeof tables)[number]['value'];

/** Code tables: looked up as of a day; the district's own lists, and what it says otherwise than the national ones. */
export function CodeTablesPage() {
  const { table } = route.useSearch();
  const navigate = route.useNavigate();
  const shown: Shown = tables.find(({ value }) => value === table)?.value ?? 'zone';
  return (
    <>
      <PageHead
        title="代码表"
        lead="国家标准的代码照原样保存；本区的增加、停用、更正写明依据和起止日期，可查任何一天的样子。"
      />
      <div className="code-tables">
        <Segmented
          aria-label="看哪张表"
          className="code-tables__choice"
          options={[...tables]}
          value={shown}
          onChange={(next: Shown) => void navigate({ search: { table: next } })}
        />
        {shown === 'zone' || shown === 'chain' ? (
          <OwnListView key={shown} list={shown} />
        ) : shown === 'calendar' ? (
          <CalendarView />
        ) : shown === 'overrides' ? (
          <OverrideList />
        ) : (
          <NationalTableView key={shown} table={shown} />
        )}
      </div>
    </>
  );
}
