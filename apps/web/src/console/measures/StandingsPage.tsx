import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Segmented, Select } from 'antd';
import { useEffect } from 'react';
import { formatAmount, formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { useSeesAll } from '../../shared/session/session';
import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { PagedTable } from '../../shared/ui/PagedTable';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { EnterpriseCell } from '../enterprises/EnterpriseCell';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import { ownershipWords } from '../words';
import {
  type Matching,
  type MeasureStandings,
  pageSize,
  type Standing,
  type StandingRow,
  type StandingsFilter,
  standingWords,
  type TakeUpBy,
  useMatching,
  useStandings,
  useStartMatching,
  useTakeUp,
} from './measures.queries';
import { PartBar, PartLegend } from './PartBar';
import './measures.css';

const route = getRouteApi('/console/measure-standings');
const order: readonly Standing[] = ['received', 'pending', 'blocked', 'unclaimed'];

/** 应享未享: who qualifies for what, where each stands, why, how long there is left. */
export function StandingsPage() {
  const { job: jobId } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useMatching();
  const starting = useStartMatching();
  const { data: job } = useJob(jobId);
  const seesAll = useSeesAll();
  const over = job !== undefined && isOver(job);
  const queries = useQueryClient();
  useEffect(() => {
    if (over) void queries.invalidateQueries({ queryKey: ['measures'] });
  }, [over, queries]);
  return (
    <>
      <PageHead
        title="应享未享"
        lead={
          <>
            <PreAssessment /> 全部企业对全部施行中的措施匹配一遍：谁符合、享受了没有、为什么没有、还有几天。
          </>
        }
        actions={
          seesAll && (
            <May what="measures.manage">
              <Button
                type="primary"
                loading={starting.isPending || (job !== undefined && !over)}
                onClick={() =>
                  starting.mutate(undefined, {
                    onSuccess: (made) => void navigate({ search: (now) => ({ ...now, job: made.jobId }) }),
                  })
                }
              >
                匹配一遍
              </Button>
            </May>
          )
        }
      />
      <div className="measures">
        {starting.error && <ProblemView error={starting.error} />}
        {job && <JobProgress job={job} title="匹配" unit="家" />}
        {error && <ProblemView error={error} retry={() => void refetch()} />}
        {!error && !data && <Loading what="正在读取匹配结果" />}
        {data && !data.matching && (
          <div className="panel">
            <EmptyState title="还没有匹配过">
              {seesAll ? '点“匹配一遍”。' : '第一次匹配由能看到全部企业的人发起。'}
              以后每天匹配一次，名单跟着称号和数据走。
            </EmptyState>
          </div>
        )}
        {data?.matching && <Found matching={data.matching} />}
      </div>
    </>
  );
}

function Found({ matching }: { matching: Matching }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { measure, standing, why, after, page } = search;
  const kept = { ...(measure && { measure }), ...(standing && { standing }), ...(why && { why }) };
  const change = (to: Record<string, string | undefined>) =>
    void navigate({ search: { ...(search.by && { by: search.by }), ...kept, ...to } });
  const whys = new Map(matching.measures.flatMap((one) => one.whys.map((row) => [row.why, row.label] as const)));
  return (
    <>
      <section className="panel measures" aria-labelledby="by-measure">
        <h2 id="by-measure">按措施</h2>
        <p className="quiet">
          {formatInstant(matching.at)} 由{matching.personName}匹配，{formatCount(matching.enterprises)}{' '}
          家有数据的企业，按 {matching.asOf} 的资料；符合的家数是您看得到的企业，等于后面四项之和。
        </p>
        {matching.measures.length === 0 ? (
          <p>施行中的措施都不适用于这里的企业。</p>
        ) : (
          <>
            <PartLegend parts={order.map((one) => standingWords[one])} />
            <DataTable
              caption="各项措施的享受情况"
              columns={summaryColumns}
              rows={matching.measures}
              rowKey={({ measureId }) => measureId}
              cards
            />
          </>
        )}
      </section>
      <TakeUpPanel />
      <section className="measures" aria-labelledby="standing-list">
        <h2 id="standing-list">名单</h2>
        <div className="measures__filters">
          <Choice
            label="措施"
            all="全部措施"
            value={measure}
            options={matching.measures.map(({ measureId, name }) => [measureId, name])}
            onChange={(next) => change({ measure: next })}
          />
          <Choice
            label="在哪里"
            all="全部"
            value={standing}
            options={order.map((one) => [one, standingWords[one]])}
            onChange={(next) => change({ standing: next })}
          />
          <Choice
            label="为什么"
            all="全部原因"
            value={why}
            options={[...whys]}
            onChange={(next) => change({ why: next })}
          />
        </div>
        <StandingList filter={{ ...kept, ...(after && { after }) } as StandingsFilter} page={page} go={change} />
      </section>
    </>
  );
}

interface ChoiceProps {
  label: string;
  all: string;
  value: string | undefined;
  options: readonly (readonly [string, string])[];
  onChange: (value: string | undefined) => void;
}

function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={value ?? ''}
          options={[{ value: '', label: all }, ...options.map(([code, word]) => ({ value: code, label: word }))]}
          onChange={(next: string) => onChange(next || undefined)}
        />
      )}
    </Field>
  );
}

const count = (standing: Standing): Column<MeasureStandings> => ({
  key: standing,
  title: standingWords[standing],
  number: true,
  render: ({ measureId, [standing]: n }) => (
    <Link to="/console/measure-standings" search={{ measure: measureId, standing }}>
      {formatCount(n)}
    </Link>
  ),
});

const summaryColumns: Column<MeasureStandings>[] = [
  {
    key: 'name',
    title: '措施',
    lead: true,
    render: ({ measureId, name, daysLeft }) => (
      <>
        <Link to="/console/measures/$id" params={{ id: measureId }}>
          {name}
        </Link>
        {daysLeft !== null && <div className="quiet">还有 {daysLeft} 天</div>}
      </>
    ),
  },
  {
    key: 'eligible',
    title: '符合',
    number: true,
    render: ({ measureId, eligible }) => (
      <Link to="/console/measure-standings" search={{ measure: measureId }}>
        {formatCount(eligible)}
      </Link>
    ),
  },
  ...order.map(count),
  {
    key: 'bar',
    title: '分布',
    render: (row) => (
      <PartBar
        label={order.map((one) => `${standingWords[one]} ${row[one]} 家`).join('，')}
        parts={order.map((one) => row[one])}
      />
    ),
  },
  {
    key: 'amount',
    title: '应享未享金额',
    unit: '万元',
    number: true,
    render: ({ pays, unclaimed, unclaimedAmount, unclaimedOpen }) =>
      !pays ? (
        '不涉及资金'
      ) : unclaimedOpen > 0 && unclaimedOpen === unclaimed ? (
        '申报后才知道'
      ) : (
        <>
          {formatAmount(unclaimedAmount, '万元')}
          {unclaimedOpen > 0 && <div className="quiet">另 {formatCount(unclaimedOpen)} 家申报后才知道</div>}
        </>
      ),
  },
  {
    key: 'open',
    title: '缺数据 / 待判断',
    number: true,
    render: ({ unknown, manual }) => `${formatCount(unknown)} / ${formatCount(manual)}`,
  },
];

const listColumns: Column<StandingRow>[] = [
  {
    key: 'enterprise',
    title: '企业',
    lead: true,
    render: ({ enterpriseId, name, creditCode }) => (
      <EnterpriseCell id={enterpriseId} name={name} creditCode={creditCode} tab="support" />
    ),
  },
  { key: 'region', title: '地区', render: ({ regionName }) => regionName },
  { key: 'measure', title: '措施', render: ({ measureName }) => measureName },
  {
    key: 'standing',
    title: '在哪里',
    render: ({ standing, whyText, caseId }) => (
      <>
        {caseId ? (
          <Link to="/console/measure-cases/$id" params={{ id: caseId }}>
            {standingWords[standing]}
          </Link>
        ) : (
          standingWords[standing]
        )}
        {whyText && <div className="quiet">{whyText}</div>}
      </>
    ),
  },
  {
    key: 'amount',
    title: '金额',
    unit: '万元',
    number: true,
    render: ({ pays, amount }) =>
      amount !== null ? formatAmount(amount, '万元') : pays ? '申报后才知道' : '不涉及资金',
  },
  { key: 'left', title: '还有几天', number: true, render: ({ daysLeft }) => daysLeft ?? '没有期限' },
];

interface StandingListProps {
  filter: StandingsFilter;
  page: string | undefined;
  go: (place: Record<string, string | undefined>) => void;
}

function StandingList({ filter, page, go }: StandingListProps) {
  return (
    <PagedTable
      caption="符合条件的企业"
      columns={listColumns}
      rowKey={({ enterpriseId, measureId }) => enterpriseId + measureId}
      cards
      list={useStandings(filter)}
      reading="正在读取名单"
      empty={
        <div className="panel">
          <EmptyState title="没有这样的企业">换个条件看看。</EmptyState>
        </div>
      }
      page={Math.max(1, Number(page) || 1)}
      size={pageSize}
      unit="条"
      onGo={(place) => go({ after: place.after, page: place.page })}
    />
  );
}

const sizeWords: Readonly<Record<string, string>> = { micro: '微型', small: '小型', medium: '中型', large: '大型' };
const byWords: Readonly<Record<TakeUpBy, string>> = { ownership: '所有制', size: '规模', region: '地区' };

/** Take-up by ownership, size and town. */
function TakeUpPanel() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const by: TakeUpBy = search.by === 'size' || search.by === 'region' ? search.by : 'ownership';
  const { data, error } = useTakeUp(by);
  const words = by === 'ownership' ? ownershipWords : sizeWords;
  return (
    <section className="panel measures" aria-labelledby="take-up">
      <h2 id="take-up">享受面</h2>
      <Segmented
        aria-label="按什么看享受面"
        options={Object.entries(byWords).map(([value, label]) => ({ value, label }))}
        value={by}
        onChange={(next) => void navigate({ search: (now) => ({ ...now, by: next }) })}
      />
      {error && <ProblemView error={error} />}
      {data && (
        <DataTable
          caption={`享受面，按${byWords[by]}`}
          columns={[
            {
              key: 'key',
              title: byWords[by],
              lead: true,
              render: ({ key, label }) =>
                by === 'region' || key === 'few' ? label : key === 'unknown' ? '未知' : (words[key] ?? key),
            },
            { key: 'eligible', title: '至少符合一项', number: true, render: ({ eligible }) => formatCount(eligible) },
            { key: 'received', title: '其中已享受', number: true, render: ({ received }) => formatCount(received) },
            {
              key: 'share',
              title: '享受面',
              render: ({ eligible, received }) => (
                <>
                  {eligible === 0 ? '未知' : `${Math.floor((received / eligible) * 1000) / 10}%`}
                  <PartBar label={`${received} 家，共 ${eligible} 家`} parts={[received, 0, 0, eligible - received]} />
                </>
              ),
            },
            {
              key: 'amount',
              title: '已付',
              unit: '万元',
              number: true,
              render: ({ amount }) => (amount === null ? '家数太少，不列' : formatAmount(amount, '万元')),
            },
          ]}
          rows={data.parts}
          rowKey={({ key }) => key}
          cards
        />
      )}
    </section>
  );
}
