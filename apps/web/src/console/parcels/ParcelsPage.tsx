import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { May } from '../../shared/session/May';
import { DayInput } from '../../shared/ui/DayInput';
import { DemoMark } from '../../shared/ui/DemoMark';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { PagedTable } from '../../shared/ui/PagedTable';
import { PageHead } from '../../shared/ui/PageHead';
import { SearchField } from '../../shared/ui/SearchField';
import { Unknown } from '../../shared/ui/Unknown';
import type { Column } from '../../shared/ui/columns';
import { plainArea } from './area-sum';
import { type ParcelFilter, type ParcelRow, rowsPerPage, useParcels } from './parcels.queries';
import './parcels.css';

const route = getRouteApi('/console/parcels');
const onlyWords = { shared: '多家共用', vacant: '有空置', ended: '已终止' } as const;
const shown = (area: string | null) => (area === null ? <Unknown /> : plainArea(area));

const columns: Column<ParcelRow>[] = [
  {
    key: 'number',
    title: '地块',
    lead: true,
    render: ({ id, number, demo }) => (
      <>
        <Link to="/console/parcels/$id" params={{ id }} className="row-link">
          {number}
        </Link>{' '}
        {demo && <DemoMark />}
      </>
    ),
  },
  { key: 'address', title: '坐落', render: ({ address }) => address },
  { key: 'zone', title: '园区', render: ({ zoneCode, zoneName }) => zoneName ?? zoneCode ?? '不在园区' },
  { key: 'area', title: '面积', unit: '亩', number: true, render: ({ area }) => shown(area) },
  { key: 'public', title: '公共', unit: '亩', number: true, render: ({ publicArea }) => shown(publicArea) },
  { key: 'vacant', title: '空置', unit: '亩', number: true, render: ({ vacantArea }) => shown(vacantArea) },
  {
    key: 'tenants',
    title: '使用企业',
    render: ({ tenants, tenantCount }) =>
      tenantCount === 0
        ? '没有'
        : `${tenants.join('、')}${tenantCount > tenants.length ? ` 等 ${tenantCount} 家` : ''}`,
  },
  {
    key: 'from',
    title: '起算日',
    render: ({ validFrom }) => (validFrom ? <span className="parcels__day">{validFrom}</span> : <Unknown />),
  },
];

/** The ledger of land (用地台账): every parcel, how it is divided today or on another day. */
export function ParcelsPage() {
  const { q, only, day, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const go = useNavigate();
  const filter: ParcelFilter = {
    ...(q && { q }),
    ...(only !== undefined && only in onlyWords && { only: only as ParcelFilter['only'] }),
    ...(day && /^\d{4}-\d{2}-\d{2}$/.test(day) && { day }),
  };
  const set = (next: ParcelFilter & { after?: string; page?: string }) => void navigate({ search: next });
  const narrowed = Object.keys(filter).length > 0;
  return (
    <>
      <PageHead
        title="用地台账"
        lead="一个地块几家用，各算多少亩：份额加公共、空置正好等于地块面积，只增不改，可以看任何一天。公示无异议以后写入年度数据。"
        actions={
          <>
            <Button onClick={() => void go({ to: '/console/parcels/area-lists' })}>面积公示</Button>
            <May what="parcels.write">
              <Button onClick={() => void go({ to: '/console/parcels/import' })}>导入</Button>
              <Button type="primary" onClick={() => void go({ to: '/console/parcels/new' })}>
                登记地块
              </Button>
            </May>
          </>
        }
      />
      <div className="parcels">
        <div className="parcels__tools">
          <SearchField
            label="找地块"
            placeholder="编号、坐落、企业名称"
            value={q}
            onSearch={(text) => set({ ...filter, q: text })}
          />
          <Field label="只看">
            {(control) => (
              <Select
                {...control}
                allowClear
                placeholder="现有的地块"
                value={filter.only ?? null}
                options={Object.entries(onlyWords).map(([value, label]) => ({ value, label }))}
                onChange={(value: ParcelFilter['only'] | null) => set({ ...filter, only: value ?? undefined })}
              />
            )}
          </Field>
          <Field label="看哪一天">
            {(control) => (
              <DayInput
                {...control}
                value={day ?? ''}
                onChange={(value) => set({ ...filter, day: value === '' ? undefined : value })}
              />
            )}
          </Field>
        </div>
        <PagedTable
          list={useParcels(filter, after)}
          reading="正在读取用地台账"
          empty={
            <div className="panel">
              <EmptyState title={narrowed ? '没有这样的地块' : '还没有登记地块'}>
                {narrowed ? '请改换条件。' : '逐个登记，或导入园区、自然资源部门的台账。'}
              </EmptyState>
            </div>
          }
          caption="地块"
          columns={columns}
          rowKey={({ id }) => id}
          cards
          page={Math.max(1, Number(page) || 1)}
          size={rowsPerPage}
          unit="个"
          onGo={(place) => set({ ...filter, ...place })}
        />
      </div>
    </>
  );
}
