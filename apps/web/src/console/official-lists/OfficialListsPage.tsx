import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { May } from '../../shared/session/May';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { PageHead } from '../../shared/ui/PageHead';
import { PagedTable } from '../../shared/ui/PagedTable';
import { Unknown } from '../../shared/ui/Unknown';
import { titleWords } from '../words';
import { BringList } from './BringList';
import { levelWords, stateWords } from './list-words';
import { dayBefore, type OfficialList, pageSize, useOfficialLists } from './official-lists.queries';
import './official-lists.css';

const route = getRouteApi('/console/official-lists');

const columns: Column<OfficialList>[] = [
  {
    key: 'batch',
    title: '名单',
    lead: true,
    render: ({ id, title, batch }) => (
      <Link to="/console/official-lists/$id" params={{ id }} className="row-link">
        {titleWords[title] ?? title}，{batch}
      </Link>
    ),
  },
  { key: 'document', title: '文号', render: ({ document, level }) => `${document}（${levelWords[level]}）` },
  { key: 'listedOn', title: '名单日期', number: true, render: ({ listedOn }) => listedOn },
  {
    key: 'valid',
    title: '有效期',
    render: ({ validFrom, validUntil }) => (
      <span className="official__nowrap">
        {validFrom} 至 {dayBefore(validUntil)}
      </span>
    ),
  },
  { key: 'rows', title: '家数', number: true, render: ({ rowsIn }) => rowsIn ?? <Unknown /> },
  {
    key: 'state',
    title: '进度',
    render: ({ state, pending }) => (pending && state === 'ready' ? '正在读取更正' : stateWords[state]),
  },
];

/** Official lists: brought, matched against the register, applied. */
export function OfficialListsPage() {
  const { title, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const [bringing, setBringing] = useState(false);
  const list = useOfficialLists(title, after);
  return (
    <>
      <PageHead
        title="官方名单"
        lead="上级公布的称号名单，逐行对上本区企业：名称按名单日期那天的读，拿不准的由人判断。核对后由另一位工作人员登记称号。"
        actions={
          <May what="recognition.manage">
            {!bringing && (
              <Button type="primary" onClick={() => setBringing(true)}>
                上传名单
              </Button>
            )}
          </May>
        }
      />
      <div className="official">
        {bringing && <BringList close={() => setBringing(false)} />}
        <div className="official__filters">
          <Field label="称号">
            {(control) => (
              <Select
                {...control}
                value={title ?? ''}
                options={[
                  { value: '', label: '全部称号' },
                  ...Object.entries(titleWords).map(([value, label]) => ({ value, label })),
                ]}
                onChange={(value: string) => void navigate({ search: value === '' ? {} : { title: value } })}
              />
            )}
          </Field>
        </div>
        <PagedTable
          caption="官方名单"
          columns={columns}
          rowKey={({ id }) => id}
          cards
          list={list}
          reading="正在读取官方名单"
          empty={
            <div className="panel">
              <EmptyState title="还没有官方名单">收到上级公布的名单后，点“上传名单”。只有企业名称也能对。</EmptyState>
            </div>
          }
          page={Math.max(1, Number(page) || 1)}
          size={pageSize}
          unit="份"
          longOnly
          onGo={(place) => void navigate({ search: { ...(title !== undefined && { title }), ...place } })}
        />
      </div>
    </>
  );
}
