import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../shared/session/session';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedTable } from '../../shared/ui/PagedTable';
import { Unknown } from '../../shared/ui/Unknown';
import { dayBefore } from '../official-lists/official-lists.queries';
import { levelWords } from '../official-lists/list-words';
import { titleWords } from '../words';
import { EnterpriseCell } from '../enterprises/EnterpriseCell';
import { CancelTitle, ReinstateTitle } from './TitleActs';
import { type HeldTitle, pageSize, type TitlesFilter, useTitles } from './titles.queries';

export interface PlaceProps {
  after: string | undefined;
  page: string | undefined;
  go: (place: { after?: string; page?: string }) => void;
}

const validityWords: Readonly<Record<HeldTitle['validity'], string>> = {
  valid: '✓ 有效',
  coming: '○ 未到起始日',
  expired: '– 已到期',
  cancelled: '✕ 已取消',
};

const levelWord = (level: string) => (levelWords as Readonly<Record<string, string>>)[level] ?? level;

/** The columns that every list of titles begins with. */
export const titleColumns: Column<HeldTitle>[] = [
  {
    key: 'enterprise',
    title: '企业',
    lead: true,
    render: ({ enterpriseId, enterpriseName, creditCode }) => (
      <EnterpriseCell id={enterpriseId} name={enterpriseName} creditCode={creditCode} tab="evidence" />
    ),
  },
  {
    key: 'title',
    title: '称号',
    render: ({ title, level, batch }) => (
      <>
        {titleWords[title] ?? title}
        <div className="quiet">
          {levelWord(level)}，{batch ?? '批次未知'}
        </div>
      </>
    ),
  },
];

/** Titles with their holders; who may, cancels one or takes that back. */
export function Holders({ filter, page, go }: { filter: TitlesFilter } & PlaceProps) {
  const list = useTitles(filter, true);
  const may = useMay();
  const [act, setAct] = useState<HeldTitle>();
  const columns: Column<HeldTitle>[] = [
    ...titleColumns,
    { key: 'document', title: '文号', render: ({ document }) => document ?? <Unknown /> },
    {
      key: 'valid',
      title: '有效期',
      render: ({ validFrom, validUntil }) => (
        <span className="titles__days">
          {validFrom ?? <Unknown />} 至 {validUntil === null ? <Unknown /> : dayBefore(validUntil)}
        </span>
      ),
    },
    {
      key: 'validity',
      title: '状态',
      render: ({ validity, cancelledOn, cancelledWhy, bannedUntil }) => (
        <>
          <span className="titles__days">{validityWords[validity]}</span>
          {cancelledOn && (
            <div className="quiet">
              {cancelledOn} 起：{cancelledWhy}
              {bannedUntil && `；${bannedUntil} 以前不得申报`}
            </div>
          )}
        </>
      ),
    },
    ...(may('recognition.titles')
      ? [
          {
            ...{ key: 'act', title: '办理' },
            render: (row: HeldTitle) =>
              row.cancelledOn === null ? (
                <Button size="small" aria-label={`取消称号：${row.enterpriseName}`} onClick={() => setAct(row)}>
                  取消称号
                </Button>
              ) : row.liftable ? (
                <Button size="small" aria-label={`恢复：${row.enterpriseName}`} onClick={() => setAct(row)}>
                  恢复
                </Button>
              ) : null,
          },
        ]
      : []),
  ];
  const Form = act?.cancelledOn === null ? CancelTitle : ReinstateTitle;
  return (
    <>
      {act && <Form key={act.id} title={act} close={() => setAct(undefined)} />}
      <PagedTable
        caption="称号和持有企业"
        columns={columns}
        rowKey={({ id }) => id}
        cards
        list={list}
        reading="正在读取称号"
        empty={
          <div className="panel">
            <EmptyState title="没有这样的称号">
              换个条件再看；称号由<Link to="/console/official-lists">官方名单</Link>登记，或在企业的佐证里登记。
            </EmptyState>
          </div>
        }
        page={Math.max(1, Number(page) || 1)}
        size={pageSize}
        unit="个"
        onGo={go}
      />
    </>
  );
}
