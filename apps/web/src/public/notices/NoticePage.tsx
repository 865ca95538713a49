import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { WhatWasCorrected } from '../../shared/notices/WhatWasCorrected';
import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import { Hash } from '../../shared/ui/Hash';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { type NoticeItem, periodWords, useNotice, useObject, type WholeNotice } from './notices.queries';
import { ObjectionForm } from './ObjectionForm';

const route = getRouteApi('/public/notices/$id');

/** One public notice: what it says, until when, who stands on it, and how to object. */
export function NoticePage() {
  const { id } = route.useParams();
  const { data: notice, error, refetch } = useNotice(id);
  if (error)
    return (
      <>
        <PageHead title="公示" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!notice) return <Loading what="正在读取公示" />;
  return (
    <>
      <PageHead title={notice.title} lead={periodWords(notice)} />
      {notice.correctedBy && (
        <p className="notice__warning">
          这份公示已经更正，公示期重新计算；有异议的，请在更正后的公示上提出。
          <Link to="/public/notices/$id" params={{ id: notice.correctedBy }}>
            看更正后的公示
          </Link>
        </p>
      )}
      <WhatWasCorrected of={notice} to="/public/notices/$id" />
      <section className="panel stacked" aria-label="公示内容">
        <p className="notice__body">{notice.body}</p>
        <List notice={notice} />
        {notice.packageRoot && (
          <p className="quiet notice__root">
            名单上各家案卷包的总根值（SHA-256）
            <Hash value={notice.packageRoot} whole />
            ：企业从“企业服务”取得的案卷包里写着同一个值，逐字相同的就是公示时的案卷，没有改动过。
          </p>
        )}
      </section>
    </>
  );
}

function List({ notice }: { notice: WholeNotice }) {
  const [chosen, setChosen] = useState<NoticeItem>();
  const sending = useObject();
  const choose = (item: NoticeItem) => {
    sending.reset();
    setChosen(item);
  };
  const columns: Column<NoticeItem>[] = [
    { key: 'position', title: '序号', number: true, render: ({ position }) => position },
    { key: 'name', title: '企业名称', lead: true, render: ({ name }) => name },
    {
      key: 'code',
      title: '统一社会信用代码',
      render: ({ creditCodeShown }) => <span className="code">{creditCodeShown}</span>,
    },
    { key: 'region', title: '所在地区', render: ({ regionName }) => regionName },
  ];
  // where it was corrected, objections are to what took its place
  if (!notice.correctedBy)
    columns.push({
      key: 'object',
      title: '异议',
      render: (item) => (
        <Button size="small" className="no-print" onClick={() => choose(item)} aria-label={`对${item.name}有异议`}>
          有异议
        </Button>
      ),
    });
  return (
    <>
      {chosen && (
        <ObjectionForm
          key={chosen.id}
          itemId={chosen.id}
          about={chosen.name}
          isOpen={notice.isOpen}
          sending={sending}
          close={() => setChosen(undefined)}
        />
      )}
      <DataTable cards caption="公示名单" rows={notice.list} rowKey={({ id }) => id} columns={columns} />
    </>
  );
}
