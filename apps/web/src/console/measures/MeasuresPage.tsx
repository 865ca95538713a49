import { getRouteApi, Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { May } from '../../shared/session/May';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { PageHead } from '../../shared/ui/PageHead';
import { PagedTable } from '../../shared/ui/PagedTable';
import { SearchField } from '../../shared/ui/SearchField';
import { type MeasureRow, modeWords, pageSize, useMeasures } from './measures.queries';
import './measures.css';

const route = getRouteApi('/console/measures');
const states = { '': '全部', published: '已发布', draft: '草稿' } as const;

const columns: Column<MeasureRow>[] = [
  {
    key: 'name',
    title: '措施',
    lead: true,
    render: ({ id, name, code, edition }) => (
      <>
        <Link to="/console/measures/$id" params={{ id }} className="row-link">
          {name}
        </Link>
        <div className="quiet">
          {code}，第 {edition} 版
        </div>
      </>
    ),
  },
  {
    key: 'document',
    title: '文件',
    render: ({ document, issuer }) => (
      <>
        {document}
        <div className="quiet">{issuer}</div>
      </>
    ),
  },
  { key: 'region', title: '地区', render: ({ regionName }) => regionName },
  { key: 'mode', title: '办法', render: ({ mode }) => modeWords[mode] },
  {
    key: 'validity',
    title: '有效期',
    render: ({ validFrom, validTo, daysLeft }) => (
      <>
        {validFrom} 起{validTo ? `，至 ${validTo}` : ''}
        {daysLeft !== null && daysLeft <= 90 && <div className="quiet">还有 {daysLeft} 天到期</div>}
      </>
    ),
  },
  { key: 'state', title: '状态', render: (row) => stateText(row) },
];

/** Where an edition stands, in words. */
export function stateText({ state, inForce, supersededBy }: MeasureRow): string {
  if (state === 'draft') return '草稿，待发布';
  if (inForce) return '施行中';
  return supersededBy ? `已由 ${supersededBy} 取代` : '不在施行';
}

/** The catalogue: every measure by edition, what is in force, what waits for a second person. */
export function MeasuresPage() {
  const { state, q, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const chosen: 'published' | 'draft' | undefined = state === 'published' || state === 'draft' ? state : undefined;
  const kept = { ...(chosen && { state: chosen }), ...(q && { q }) };
  const list = useMeasures({ ...(chosen && { state: chosen }), ...(q && { q }), ...(after && { after }) });
  return (
    <>
      <PageHead
        title="措施库"
        lead="一份文件里的每一条扶持是一项措施：给谁、什么条件、怎样算、从哪笔预算出。条件和标准用同一种写法、同一个评价器。"
        actions={
          <May what="measures.manage">
            <Link
              to="/console/measures/draft"
              className="ant-btn ant-btn-primary ant-btn-color-primary ant-btn-variant-solid"
            >
              写一项措施
            </Link>
          </May>
        }
      />
      <div className="measures">
        <div className="measures__filters">
          <Field label="状态">
            {(control) => (
              <Select
                {...control}
                value={chosen ?? ''}
                options={Object.entries(states).map(([value, label]) => ({ value, label }))}
                onChange={(next: string) =>
                  void navigate({ search: { ...(q && { q }), ...(next && { state: next }) } })
                }
              />
            )}
          </Field>
          <SearchField
            label="找措施"
            placeholder="名称、编号、文号"
            value={q}
            onSearch={(text) =>
              void navigate({ search: { ...(chosen && { state: chosen }), ...(text && { q: text }) } })
            }
          />
        </div>
        <PagedTable
          caption="扶持措施"
          columns={columns}
          rowKey={({ id }) => id}
          cards
          list={list}
          reading="正在读取措施库"
          empty={
            <div className="panel">
              <EmptyState title="没有这样的措施">换个条件，或写一项新的措施。</EmptyState>
            </div>
          }
          page={Math.max(1, Number(page) || 1)}
          size={pageSize}
          unit="项"
          onGo={(place) => void navigate({ search: { ...kept, ...place } })}
        />
      </div>
    </>
  );
}
