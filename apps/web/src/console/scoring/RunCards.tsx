import { pointsText } from '@tidu/criteria';
import { Link, useRouter } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { outcomeOrder, outcomeWords } from '../../shared/outcome-words';
import { CreditCode } from '../../shared/ui/CreditCode';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { Outcome } from '../../shared/ui/Outcome';
import { Pager } from '../../shared/ui/Pager';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { cardsPerPage, type RunCard, type RunCardFilter, type ScoringRun, useRunCards } from './scoring.queries';

function columnsOf(run: ScoringRun, scored: boolean): Column<RunCard>[] {
  return [
    {
      key: 'name',
      title: '企业名称',
      lead: true,
      render: ({ enterpriseId, name }) => (
        <Link to="/console/enterprises/$id" params={{ id: enterpriseId }} search={{ run: run.id }} className="row-link">
          {name}
        </Link>
      ),
    },
    { key: 'code', title: '统一社会信用代码', render: ({ creditCode }) => <CreditCode code={creditCode} /> },
    { key: 'outcome', title: '结果', render: ({ outcome }) => <Outcome outcome={outcome} /> },
    ...(scored
      ? [
          {
            key: 'points',
            title: '得分',
            number: true,
            render: ({ points }: RunCard) => points && pointsText(points),
          },
        ]
      : []),
    { key: 'met', title: '满足', unit: '条', number: true, render: ({ met }) => met },
    { key: 'unknown', title: '缺数据', unit: '条', number: true, render: ({ unknown }) => unknown },
  ];
}

interface RunCardsProps {
  run: ScoringRun;
  filter: RunCardFilter;
  after: string | undefined;
  page: number;
  onGo: (next: RunCardFilter & { after?: string; page?: string }) => void;
}

/** The enterprises of a run, narrowed by outcome, name or code. */
export function RunCards({ run, filter, after, page, onGo }: RunCardsProps) {
  const { history } = useRouter();
  const { data, error, refetch, isPlaceholderData } = useRunCards(run.id, filter, after);
  const narrowed = Object.keys(filter).length > 0;
  return (
    <>
      <div className="scoring__tools no-print">
        <Select
          aria-label="只看哪种结果"
          allowClear
          placeholder="全部结果"
          value={filter.outcome ?? null}
          options={outcomeOrder.map((value) => ({ value, label: outcomeWords[value] }))}
          onChange={(outcome: RunCard['outcome'] | null) => onGo({ ...filter, outcome: outcome ?? undefined })}
        />
        <Input.Search
          key={filter.q ?? ''}
          allowClear
          aria-label="在名单里按名称或代码查找，至少两个字"
          placeholder="在名单里找名称或代码"
          maxLength={50}
          defaultValue={filter.q}
          onSearch={(text) => onGo({ ...filter, q: text.trim() || undefined })}
        />
      </div>
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="正在读取名单" />
      ) : data.items.length === 0 ? (
        <div className="panel">
          <EmptyState title="没有这样的企业">
            {narrowed ? '请改选结果，或检查名称、代码有没有写错。' : '这一批里没有您能看到的企业。'}
          </EmptyState>
        </div>
      ) : (
        <div className={isPlaceholderData ? 'is-stale' : undefined} aria-busy={isPlaceholderData}>
          <DataTable
            caption={`${run.standardName}，名单`}
            columns={columnsOf(
              run,
              data.items.some(({ points }) => points !== null),
            )}
            rows={data.items}
            rowKey={({ enterpriseId }) => enterpriseId}
            cards
            tall
          />
          <Pager
            page={page}
            shown={data.items.length}
            limit={cardsPerPage}
            count={data.count}
            next={data.next}
            unit="家"
            onFirst={() => onGo(filter)}
            onBack={() => history.back()}
            onNext={(next) => onGo({ ...filter, after: next, page: String(page + 1) })}
          />
        </div>
      )}
    </>
  );
}
