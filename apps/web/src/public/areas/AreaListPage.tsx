import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { DemoMark } from '../../shared/ui/DemoMark';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { PagedTable } from '../../shared/ui/PagedTable';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SearchField } from '../../shared/ui/SearchField';
import type { Column } from '../../shared/ui/columns';
import { plainArea } from '../../console/parcels/area-sum';
import { periodWords } from '../notices/notices.queries';
import { ObjectionForm } from '../notices/ObjectionForm';
import { type AreaItem, itemsPerPage, useAreaItems, useObjectToArea, usePublicAreaList } from './areas.queries';

const route = getRouteApi('/public/area-lists/$id');

/** One area list: who uses how much of which parcel, and how to object. */
export function PublicAreaListPage() {
  const { id } = route.useParams();
  const { q, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState<AreaItem>();
  const list = usePublicAreaList(id);
  const items = useAreaItems(id, q, after);
  const sending = useObjectToArea();
  if (list.error)
    return (
      <>
        <PageHead title="用地面积公示" lead={<Link to="/public/area-lists">全部面积公示</Link>} />
        <ProblemView error={list.error} retry={() => void list.refetch()} />
      </>
    );
  if (!list.data) return <Loading what="正在读取面积公示" />;
  const columns: Column<AreaItem>[] = [
    { key: 'number', title: '地块', render: ({ number }) => number },
    { key: 'name', title: '使用企业', lead: true, render: ({ name }) => name },
    { key: 'area', title: '面积', unit: '亩', number: true, render: ({ area }) => <b>{plainArea(area)}</b> },
    { key: 'code', title: '统一社会信用代码', render: (one) => <span className="code">{one.creditCodeShown}</span> },
    { key: 'address', title: '坐落', render: ({ address }) => address },
    {
      key: 'whole',
      title: '整个地块',
      unit: '亩',
      number: true,
      render: ({ parcelArea, unsharedArea }) =>
        plainArea(unsharedArea) === '0'
          ? plainArea(parcelArea)
          : `${plainArea(parcelArea)}（公共、空置 ${plainArea(unsharedArea)}）`,
    },
    {
      key: 'object',
      title: '异议',
      render: (one) => (
        <Button
          size="small"
          className="no-print"
          aria-label={`对${one.name}在地块 ${one.number} 的面积有异议`}
          onClick={() => {
            sending.reset();
            setChosen(one);
          }}
        >
          有异议
        </Button>
      ),
    },
  ];
  return (
    <>
      <PageHead
        title={list.data.title}
        lead={
          <>
            <Link to="/public/area-lists">全部面积公示</Link> · {periodWords(list.data)} · 按 {list.data.asOf} 的划分{' '}
            {list.data.demo && <DemoMark />}
          </>
        }
      />
      <section className="panel stacked" aria-label="公示内容">
        <p className="notice__body">{list.data.body}</p>
        {chosen && (
          <ObjectionForm
            key={chosen.id}
            itemId={chosen.id}
            about={`${chosen.name}在地块 ${chosen.number} 的 ${plainArea(chosen.area)} 亩`}
            isOpen={list.data.isOpen}
            sending={sending}
            close={() => setChosen(undefined)}
          />
        )}
        <SearchField
          label="找一行"
          placeholder="地块编号、坐落、企业名称"
          value={q}
          onSearch={(text) => void navigate({ search: { q: text }, resetScroll: false })}
        />
        <PagedTable
          list={items}
          reading="正在读取名单"
          empty={<EmptyState title="没有找到">请改换编号、坐落或名称再找。</EmptyState>}
          caption="公示的面积"
          columns={columns}
          rowKey={(one) => one.id}
          cards
          page={Math.max(1, Number(page) || 1)}
          size={itemsPerPage}
          unit="行"
          onGo={(place) => void navigate({ search: { q, ...place }, resetScroll: false })}
        />
      </section>
    </>
  );
}
