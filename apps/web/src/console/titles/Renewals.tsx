import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { useMay } from '../../shared/session/session';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Outcome } from '../../shared/ui/Outcome';
import { PagedTable } from '../../shared/ui/PagedTable';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { Unknown } from '../../shared/ui/Unknown';
import { dayBefore } from '../official-lists/official-lists.queries';
import { type PlaceProps, titleColumns } from './Holders';
import { pageSize, type Renewal, type TitleCode, useRenewals, useTellRenewals } from './titles.queries';

/** Titles that end within a year: by which standard they will be judged, how it looks, and telling the enterprises. */
export function Renewals({ title, after, page, go }: { title: TitleCode | undefined } & PlaceProps) {
  const list = useRenewals({ ...(title !== undefined && { title }), ...(after !== undefined && { after }) }, true);
  const telling = useTellRenewals();
  const may = useMay()('recognition.manage');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const columns: Column<Renewal>[] = [
    ...(titleColumns as Column<Renewal>[]),
    {
      key: 'ends',
      title: '到期',
      render: ({ validUntil }) => (
        <span className="titles__days">{validUntil === null ? <Unknown /> : dayBefore(validUntil)}</span>
      ),
    },
    {
      key: 'standard',
      title: '到期时适用的标准',
      render: ({ standardId, standardName, explanation }) =>
        standardId === null ? (
          explanation
        ) : (
          <Link to="/console/standards/$id" params={{ id: standardId }}>
            {standardName}
          </Link>
        ),
    },
    {
      key: 'outlook',
      title: '按最新数据',
      render: (row) => (
        <>
          <Outlook row={row} />
          {row.lost !== null && <div className="titles__lost">{row.lost}</div>}
        </>
      ),
    },
    {
      key: 'told',
      title: '通知',
      render: ({ id, toldAt, enterpriseName }) =>
        toldAt !== null ? (
          <span className="titles__days">{formatInstant(toldAt)} 已通知</span>
        ) : may ? (
          <Checkbox aria-label={`选中：${enterpriseName}`} checked={chosen.has(id)} onChange={() => toggle(id)} />
        ) : (
          '未通知'
        ),
    },
  ];
  const refused = telling.data?.items.filter(({ done }) => !done) ?? [];
  return (
    <>
      <p>
        <PreAssessment /> 按企业最新的事实表和到期那天适用的复核标准。
      </p>
      {may && (
        <div className="acts no-print">
          <Button
            disabled={chosen.size === 0}
            loading={telling.isPending}
            onClick={() => telling.mutate([...chosen], { onSuccess: () => setChosen(new Set()) })}
          >
            通知选中的 {chosen.size} 家准备复核
          </Button>
        </div>
      )}
      {telling.error && <ProblemView error={telling.error} />}
      {telling.data && (
        <p role="status">
          已通知 {telling.data.items.length - refused.length} 家
          {refused.length > 0 && `，没有通知的：${refused.map(({ message }) => message).join('')}`}。
        </p>
      )}
      <PagedTable
        caption="待复核的称号"
        columns={columns}
        rowKey={({ id }) => id}
        cards
        list={list}
        reading="正在读取待复核的称号"
        empty={
          <div className="panel">
            <EmptyState title="一年内没有到期的称号">到期前一年起列在这里。</EmptyState>
          </div>
        }
        page={Math.max(1, Number(page) || 1)}
        size={pageSize}
        unit="个"
        longOnly
        onGo={go}
      />
    </>
  );
}

function Outlook({ row: { enterpriseId, standardId, outcome, year, open } }: { row: Renewal }) {
  if (outcome === null || standardId === null) return <Unknown />;
  return (
    <>
      <Outcome outcome={outcome} />
      <div className="quiet">
        {year} 年数据{outcome !== 'met' && open > 0 && `，${open} 条没有达到、缺数据或待判断`}
      </div>
      {outcome !== 'met' && (
        <Link
          to="/console/enterprises/$id/advice"
          params={{ id: enterpriseId }}
          search={{ standard: standardId, purpose: 'renewal' }}
        >
          差一步清单
        </Link>
      )}
    </>
  );
}
