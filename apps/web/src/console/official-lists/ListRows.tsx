import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useMay } from '../../shared/session/session';
import { CreditCode } from '../../shared/ui/CreditCode';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedTable } from '../../shared/ui/PagedTable';
import { DecideRows } from './DecideRows';
import { grantWords } from './list-words';
import { type ListedRow, pageSize, type Section, useListRows } from './official-lists.queries';

interface ListRowsProps {
  id: string;
  section: Section;
  q: string | undefined;
  after: string | undefined;
  page: string | undefined;
  go: (place: { after?: string; page?: string }) => void;
}

const nothing: Readonly<Record<Section, string>> = {
  matched: '没有对上的行',
  ambiguous: '没有待判断的行',
  notOurs: '没有不在本区的行',
  rejected: '没有读不懂或重复的行',
  differing: '没有与登记簿不同的',
  dropped: '没有更正后不再列名的',
};

/** Rows of one part of a list; the ones still open can be judged, several at once where each has one candidate. */
export function ListRows({ id, section, q, after, page, go }: ListRowsProps) {
  const list = useListRows(id, section, q, after, true);
  const may = useMay();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [judging, setJudging] = useState<ListedRow[]>();
  const open = may('recognition.manage') && (section === 'ambiguous' || section === 'notOurs' || section === 'matched');
  const several = open && section === 'ambiguous';
  const rows = list.data?.items ?? [];
  const toggle = (row: string) =>
    setChosen((before) => new Set(before.has(row) ? [...before].filter((one) => one !== row) : [...before, row]));
  const columns: Column<ListedRow>[] = [
    {
      key: 'name',
      title: '名单上的名称',
      lead: true,
      render: (row) => (
        <>
          {several ? (
            <Checkbox checked={chosen.has(row.id)} onChange={() => toggle(row.id)}>
              {row.name ?? row.creditCode}
            </Checkbox>
          ) : (
            (row.name ?? row.creditCode)
          )}
          <div className="quiet">
            第 {row.row} 行{row.place && `，${row.place}`}
            {row.name !== null && row.creditCode && (
              <>
                {' '}
                <CreditCode code={row.creditCode} />
              </>
            )}
          </div>
        </>
      ),
    },
    { key: 'meant', title: '是哪家', render: (row) => <Meant row={row} /> },
    { key: 'why', title: '凭什么', render: (row) => <Why row={row} /> },
    ...(open
      ? [
          {
            ...{ key: 'act', title: '办理' },
            render: (row: ListedRow) =>
              row.grant === 'granted' || row.grant === 'stood' ? null : (
                <Button
                  size="small"
                  aria-label={`${section === 'ambiguous' ? '判断' : '改判'}：${row.name ?? row.creditCode ?? ''}`}
                  onClick={() => setJudging([row])}
                >
                  {section === 'ambiguous' ? '判断' : '改判'}
                </Button>
              ),
          },
        ]
      : []),
  ];
  const picked = rows.filter((row) => chosen.has(row.id));
  const done = () => {
    setJudging(undefined);
    setChosen(new Set());
  };
  return (
    <>
      {several && (
        <div className="acts no-print">
          <Button disabled={picked.length === 0} onClick={() => setJudging(picked)}>
            一并判断选中的 {picked.length} 行
          </Button>
          <Button onClick={() => setChosen(new Set(rows.filter((row) => row.candidates === 1).map((row) => row.id)))}>
            选中本页只有一家候选的
          </Button>
        </div>
      )}
      {judging && <DecideRows key={judging.map((row) => row.id).join()} listId={id} rows={judging} close={done} />}
      <PagedTable
        caption="名单的行"
        columns={columns}
        rowKey={(row) => row.id}
        cards
        list={list}
        reading="正在读取名单的行"
        empty={
          <div className="panel">
            <EmptyState title={nothing[section]}>{q && '换个说法再找。'}</EmptyState>
          </div>
        }
        page={Math.max(1, Number(page) || 1)}
        size={pageSize}
        unit="行"
        longOnly
        onGo={go}
      />
    </>
  );
}

function Meant({ row: { enterpriseId, enterpriseName, enterpriseCode, named, candidates } }: { row: ListedRow }) {
  if (enterpriseId !== null)
    return (
      <>
        <Link to="/console/enterprises/$id" params={{ id: enterpriseId }}>
          {enterpriseName}
        </Link>
        <div className="quiet">{enterpriseCode && <CreditCode code={enterpriseCode} />}</div>
      </>
    );
  const outOfSight = candidates - named.length;
  if (candidates === 0) return '没有对上';
  return (
    <ul className="official-candidates">
      {named.map((one) => (
        <li key={one.enterpriseId}>
          <Link to="/console/enterprises/$id" params={{ id: one.enterpriseId }}>
            {one.name}
          </Link>
          <div className="quiet">
            <CreditCode code={one.creditCode} /> {one.reason}
          </div>
        </li>
      ))}
      {outOfSight > 0 && <li className="quiet">另有 {outOfSight} 家您看不到</li>}
    </ul>
  );
}

function Why({ row: { reason, decidedByName, decidedWhy, differences, grant, grantNote } }: { row: ListedRow }) {
  return (
    <>
      {reason}
      {decidedByName && (
        <div className="quiet">
          {decidedByName}：{decidedWhy}
        </div>
      )}
      {differences.map((one) => (
        <div key={one} className="official__differs">
          ≠ {one}
        </div>
      ))}
      {grant && (
        <div>
          {grantWords[grant]}
          {grant !== 'granted' && grant !== 'stood' && grantNote && <span className="quiet">（{grantNote}）</span>}
        </div>
      )}
    </>
  );
}
