import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useEffect } from 'react';
import { formatInstant } from '../../shared/format/times';
import { CreditCode } from '../../shared/ui/CreditCode';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PageHead } from '../../shared/ui/PageHead';
import { PagedTable } from '../../shared/ui/PagedTable';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { May } from '../../shared/session/May';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import { emptyWords } from '../quality/empty-words';
import { useSummary } from '../summary';
import { type Pair, pairsPerPage, useDuplicates, useSearchDuplicates } from './duplicates.queries';
import './duplicates.css';

const route = getRouteApi('/console/duplicates');

const side = (of: 'first' | 'second'): Column<Pair>['render'] =>
  function Side(pair) {
    return (
      <>
        {pair[of].name}
        <div className="quiet">
          <CreditCode code={pair[of].creditCode} />
        </div>
      </>
    );
  };

const columns: Column<Pair>[] = [
  {
    key: 'first',
    title: '一条记录',
    lead: true,
    render: (pair) => (
      <>
        <Link
          to="/console/duplicates/$first/$second"
          params={{ first: pair.first.id, second: pair.second.id }}
          className="row-link"
        >
          {pair.first.name}
        </Link>
        <div className="quiet">
          <CreditCode code={pair.first.creditCode} />
        </div>
      </>
    ),
  },
  { key: 'second', title: '另一条记录', render: side('second') },
  {
    key: 'rules',
    title: '凭什么',
    render: ({ ruleWords }) => <span className="duplicates__short">{ruleWords.join('；')}</span>,
  },
  { key: 'found', title: '发现于', number: true, render: ({ foundAt }) => formatInstant(foundAt) },
  {
    key: 'decided',
    title: '判断',
    render: ({ decidedByName, reason }) =>
      decidedByName === null ? (
        <span className="duplicates__short">待判断</span>
      ) : (
        `是两家（${decidedByName}：${reason ?? ''}）`
      ),
  },
];

/** Work list: records that may be one enterprise. */
export function DuplicatesPage() {
  const { state: stateText, after, page: pageText, job: jobId } = route.useSearch();
  const navigate = route.useNavigate();
  const state: Pair['state'] = stateText === 'distinct' ? 'distinct' : 'open';
  const page = Number(pageText ?? 1);
  const list = useDuplicates(state, after);
  const search = useSearchDuplicates();
  const lookedFor = useSummary().data?.lookedFor.duplicates;
  const nothing = emptyWords(lookedFor, {
    ...{ never: '还没有查找过疑似重复', none: '没有待判断的疑似重复' },
    how: lookedFor === null ? '点“查找疑似重复”，按规则比对全部记录。' : '登记簿变动以后，可以重新查找。',
  });
  const { data: job } = useJob(jobId);
  const queries = useQueryClient();
  const over = job !== undefined && isOver(job);
  useEffect(() => {
    if (over) for (const key of ['duplicates', 'summary']) void queries.invalidateQueries({ queryKey: [key] });
  }, [over, queries]);
  return (
    <>
      <PageHead
        title="疑似重复"
        lead="按规则比对名称、代码和地址，找出可能登记了两次的企业。合并与否由人判断；判断为两家的不再列出。"
        actions={
          <May what="enterprises.merge">
            {' '}
            <Button
              type="primary"
              loading={search.isPending || (job !== undefined && !over)}
              onClick={() =>
                search.mutate(undefined, { onSuccess: (made) => void navigate({ search: { job: made.jobId } }) })
              }
            >
              {lookedFor === null ? '查找疑似重复' : '重新查找'}
            </Button>
          </May>
        }
      />
      {search.error && <ProblemView error={search.error} />}
      {job && <JobProgress job={job} title="查找疑似重复" unit="条" />}
      <div className="duplicates__which no-print">
        <Segmented
          aria-label="显示哪些"
          options={[
            { value: 'open', label: '待判断' },
            { value: 'distinct', label: '判断为两家' },
          ]}
          value={state}
          onChange={(next) => void navigate({ search: next === 'open' ? {} : { state: next } })}
        />
      </div>
      <PagedTable
        list={list}
        reading="正在读取疑似重复"
        empty={
          <div className="panel">
            <EmptyState title={state === 'open' ? nothing.title : '没有判断为两家的'}>
              {state === 'open' && nothing.words}
            </EmptyState>
          </div>
        }
        caption="疑似重复的记录"
        columns={columns}
        rowKey={({ first, second }) => `${first.id} ${second.id}`}
        cards
        page={page}
        size={pairsPerPage}
        unit="对"
        longOnly
        onGo={(place) => void navigate({ search: (now) => ({ ...now, after: undefined, page: undefined, ...place }) })}
      />
    </>
  );
}
