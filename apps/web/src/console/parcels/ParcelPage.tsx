import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { CreditCode } from '../../shared/ui/CreditCode';
import { DataTable } from '../../shared/ui/DataTable';
import { DayField } from '../../shared/ui/DayField';
import { DemoMark } from '../../shared/ui/DemoMark';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { plainArea } from './area-sum';
import { DivideForm, EditForm, EndForm } from './ParcelForms';
import { type Division, useParcel, type WholeParcel } from './parcels.queries';
import '../recognition/recognition.css';
import { named } from './named';
import './parcels.css';

const route = getRouteApi('/console/parcels/$id');

/** One parcel: who uses how much on the day, what was before, and what can be done with it. */
export function ParcelPage() {
  const { id } = route.useParams();
  const { day } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: parcel, error, refetch } = useParcel(id, day);
  if (error)
    return (
      <>
        <PageHead title="地块" lead={<Link to="/console/parcels">用地台账</Link>} />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!parcel) return <Loading what="正在读取地块" />;
  return (
    <>
      <PageHead
        title={`地块 ${parcel.number}`}
        lead={
          <>
            <Link to="/console/parcels">用地台账</Link> · {parcel.address} ·{' '}
            {named(parcel.regionName, parcel.regionCode)} ·{' '}
            {parcel.zoneCode === null ? '不在园区' : `园区：${named(parcel.zoneName, parcel.zoneCode)}`}{' '}
            {parcel.demo && <DemoMark />}
          </>
        }
      />
      <div className="parcels">
        <section className="panel stacked" aria-labelledby="shares">
          <h2 id="shares">{parcel.day} 怎样划分</h2>
          <Current parcel={parcel} />
          <div className="parcels__tools no-print">
            <DayField
              label="看另一天"
              value={day ?? ''}
              onChange={(value) => void navigate({ search: value === '' ? {} : { day: value }, resetScroll: false })}
            />
          </div>
        </section>
        <May what="parcels.write">
          <Acts key={parcel.version} parcel={parcel} />
        </May>
        <section className="panel stacked" aria-labelledby="history">
          <h2 id="history">记过的每一次划分</h2>
          <DataTable
            caption="划分的历史"
            columns={historyColumns}
            rows={parcel.history}
            rowKey={(one) => one.id}
            cards
          />
        </section>
      </div>
    </>
  );
}

const shareColumns: Column<Division['shares'][number]>[] = [
  {
    key: 'name',
    title: '使用企业',
    lead: true,
    render: ({ enterpriseId, name, mergedInto }) => (
      <>
        <Link to="/console/enterprises/$id" params={{ id: enterpriseId }} className="row-link">
          {name}
        </Link>
        {mergedInto && (
          <div className="quiet">
            已并入
            <Link to="/console/enterprises/$id" params={{ id: mergedInto.id }}>
              {mergedInto.name}
            </Link>
            ，面积算在它名下
          </div>
        )}
      </>
    ),
  },
  { key: 'code', title: '统一社会信用代码', render: ({ creditCode }) => <CreditCode code={creditCode} /> },
  { key: 'area', title: '份额', unit: '亩', number: true, render: ({ area }) => plainArea(area) },
];

const isNone = (area: string) => plainArea(area) === '0';

function Current({ parcel: { current } }: { parcel: WholeParcel }) {
  if (!current) return <EmptyState title="那一天还没有这个地块">最早的划分见下面的历史。</EmptyState>;
  if (current.ended)
    return (
      <EmptyState title={`自 ${current.validFrom} 起已终止`}>{current.reason ?? '不再是地块，不计入面积。'}</EmptyState>
    );
  return (
    <>
      <p>
        地块 <b>{plainArea(current.area)}</b> 亩 = 各家份额 + 公共 {plainArea(current.publicArea)} 亩 + 空置{' '}
        {plainArea(current.vacantArea)} 亩{current.document && `；依据：${current.document}`}
      </p>
      {current.shares.length > 0 && (
        <DataTable
          caption="各家份额"
          columns={shareColumns}
          rows={current.shares}
          rowKey={({ enterpriseId }) => enterpriseId}
          cards
        />
      )}
      {!isNone(current.hiddenArea) && (
        <p className="parcels__sum">
          另有 {plainArea(current.hiddenArea)} 亩由您范围以外的企业使用，您看不到是哪几家。
        </p>
      )}
    </>
  );
}

const historyColumns: Column<Division>[] = [
  {
    key: 'from',
    title: '起算日',
    lead: true,
    render: ({ validFrom, holds }) => (
      <>
        {validFrom} {holds && <span className="state-tag">所看这一天以它为准</span>}
      </>
    ),
  },
  { key: 'area', title: '面积', unit: '亩', number: true, render: (one) => (one.ended ? '终止' : plainArea(one.area)) },
  {
    key: 'shares',
    title: '份额',
    render: ({ ended, shares, publicArea, vacantArea }) =>
      ended
        ? '不再是地块'
        : [
            ...shares.map(({ name, area }) => `${name} ${plainArea(area)}`),
            ...(isNone(publicArea) ? [] : [`公共 ${plainArea(publicArea)}`]),
            ...(isNone(vacantArea) ? [] : [`空置 ${plainArea(vacantArea)}`]),
          ].join('、'),
  },
  {
    key: 'why',
    title: '事由和依据',
    render: ({ reason, document }) => [reason, document].filter(Boolean).join('；') || '首次登记',
  },
  {
    key: 'by',
    title: '记录',
    render: ({ recordedAt, recordedByName }) => (
      <>
        {formatInstant(recordedAt)}
        <div className="quiet">{recordedByName}</div>
      </>
    ),
  },
];

function Acts({ parcel }: { parcel: WholeParcel }) {
  const [act, setAct] = useState<'divide' | 'edit' | 'end' | null>(null);
  const close = () => setAct(null);
  if (act === 'divide') return <DivideForm parcel={parcel} close={close} />;
  if (act === 'edit') return <EditForm parcel={parcel} close={close} />;
  if (act === 'end') return <EndForm parcel={parcel} close={close} />;
  return (
    <div className="acts no-print">
      <Button type="primary" onClick={() => setAct('divide')}>
        重新划分
      </Button>
      <Button onClick={() => setAct('edit')}>改坐落、园区</Button>
      <Button danger onClick={() => setAct('end')}>
        终止这个地块
      </Button>
    </div>
  );
}
