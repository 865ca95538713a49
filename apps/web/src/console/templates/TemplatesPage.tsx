import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PageHead } from '../../shared/ui/PageHead';
import { PagedTable } from '../../shared/ui/PagedTable';
import { BringTemplate } from './BringTemplate';
import { RegisterDocument } from './RegisterDocument';
import { type Incoming, pageSize, type Template, useDocuments, useTemplates } from './templates.queries';
import './templates.css';

const route = getRouteApi('/console/templates');
const taskWords: Readonly<Record<Incoming['taskState'], string>> = {
  open: '在办',
  done: '已办结',
  cancelled: '已取消',
};

const documentColumns: Column<Incoming>[] = [
  { key: 'title', title: '要报什么', lead: true, render: ({ title }) => title },
  {
    key: 'number',
    title: '来文',
    render: ({ issuer, number }) => (
      <>
        {issuer} {number ?? <span className="quiet">没有文号</span>}
      </>
    ),
  },
  { key: 'received', title: '收文', number: true, render: ({ receivedOn }) => receivedOn },
  { key: 'due', title: '报送期限', number: true, render: ({ dueOn }) => dueOn },
  {
    key: 'task',
    title: '承办',
    render: ({ taskId, ownerName, taskState }) => (
      <Link to="/console/tasks/$id" params={{ id: taskId }}>
        {ownerName}，{taskWords[taskState]}
      </Link>
    ),
  },
];

const templateColumns: Column<Template>[] = [
  {
    key: 'name',
    title: '模板',
    lead: true,
    render: ({ id, name }) => (
      <Link to="/console/templates/$id" params={{ id }} className="row-link">
        {name}
      </Link>
    ),
  },
  { key: 'source', title: '报送内容', render: ({ sourceName }) => sourceName },
  {
    key: 'number',
    title: '现在的版本',
    render: ({ number, versionAt }) => `第 ${number} 版，${formatInstant(versionAt)}`,
  },
  {
    key: 'mapped',
    title: '各列',
    render: ({ mapped }) => (mapped ? '已核对' : <strong>还没有核对</strong>),
  },
];

/** What superiors ask for, and the forms they want it in. */
export function TemplatesPage() {
  const { view, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const [adding, setAdding] = useState(false);
  const isDocuments = view === 'documents';
  const go = (place: { after?: string; page?: string }) =>
    void navigate({ search: { ...(view !== undefined && { view }), ...place } });
  const paging = { page: Math.max(1, Number(page) || 1), size: pageSize, longOnly: true, cards: true, onGo: go };
  return (
    <>
      <PageHead
        title="报送"
        lead="上级来文要报的，登记后有人承办、到期提醒；上级发来的表，原样填好再报，格式一处不改。"
        actions={
          <May what="desk.act">
            {!adding && (
              <Button type="primary" onClick={() => setAdding(true)}>
                {isDocuments ? '登记来文' : '上传模板'}
              </Button>
            )}
          </May>
        }
      />
      <div className="report">
        <Segmented
          aria-label="看什么"
          className="report__parts"
          value={isDocuments ? 'documents' : 'templates'}
          options={[
            { value: 'templates', label: '报送模板' },
            { value: 'documents', label: '来文' },
          ]}
          onChange={(part) => {
            setAdding(false);
            void navigate({ search: part === 'documents' ? { view: part } : {} });
          }}
        />
        {adding &&
          (isDocuments ? (
            <RegisterDocument close={() => setAdding(false)} />
          ) : (
            <BringTemplate close={() => setAdding(false)} />
          ))}
        {isDocuments ? <Documents {...{ after, paging }} /> : <Templates {...{ after, paging }} />}
      </div>
    </>
  );
}

interface PartProps {
  after: string | undefined;
  paging: {
    page: number;
    size: number;
    longOnly: boolean;
    cards: boolean;
    onGo: (place: { after?: string; page?: string }) => void;
  };
}

function Documents({ after, paging }: PartProps) {
  return (
    <PagedTable
      caption="来文"
      columns={documentColumns}
      rowKey={({ id }) => id}
      list={useDocuments(after)}
      reading="正在读取来文"
      empty={
        <div className="panel">
          <EmptyState title="还没有登记来文">
            收到上级要求报送的文件或电话后，点“登记来文”，写明期限和承办人。
          </EmptyState>
        </div>
      }
      unit="份"
      {...paging}
    />
  );
}

function Templates({ after, paging }: PartProps) {
  return (
    <PagedTable
      caption="报送模板"
      columns={templateColumns}
      rowKey={({ id }) => id}
      list={useTemplates(after)}
      reading="正在读取报送模板"
      empty={
        <div className="panel">
          <EmptyState title="还没有报送模板">
            上级随文发来的 Excel 表，点“上传模板”，逐列说明填什么，以后一键填好。
          </EmptyState>
        </div>
      }
      unit="个"
      {...paging}
    />
  );
}
