import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { CreditCode } from '../../shared/ui/CreditCode';
import { Outcome } from '../../shared/ui/Outcome';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { useFacts } from '../enterprises/enterprises.queries';
import { JudgementForm } from '../enterprises/figures/JudgementForm';
import { purposeWords } from '../words';
import { ListView } from './ListView';
import { useLatestRuns, useWaiting, type Waiting, type WaitingFilter } from './quality.queries';
import '../enterprises/figures/figures-section.css';

const route = getRouteApi('/console/quality/waiting');

/** What in the newest run waits for a person, why, and the form to judge it. */
export function WaitingPage() {
  const { after, page, ...rest } = route.useSearch();
  const filter = rest as WaitingFilter;
  const navigate = route.useNavigate();
  const list = useWaiting(filter, after);
  const go = (next: WaitingFilter & { after?: string; page?: string }) => void navigate({ search: next });
  const runs = useLatestRuns().data?.items;
  // without one in the address the list is of the run in which most waits, as the server chooses it
  const runId = filter.run ?? list.data?.items[0]?.runId;
  const run = runs?.find(({ id }) => id === runId);
  return (
    <>
      <PageHead
        title="等待判断"
        lead={
          <>
            条款要由人判断、还没有判断的。判断后在下次评价生效。
            <PreAssessment />
          </>
        }
      />
      <Filters filter={filter} runs={runs ?? []} runId={runId} onFilter={go} />
      {run && (
        <p className="quality-run">
          {run.standardName}（{purposeWords[run.purpose]}），{run.year} 年度，评价日 {run.asOf}
        </p>
      )}
      <ListView
        list={list}
        page={Number(page ?? 1)}
        unit="家"
        empty={{
          title: runs?.length === 0 ? '还没有评价过' : '没有等待判断的企业',
          words:
            runs?.length === 0 ? (
              <>
                先<Link to="/console/scoring">做一批预评估</Link>。
              </>
            ) : (
              '可以另选一批评价，或改看所有等待判断的条款。'
            ),
        }}
        keyOf={({ enterpriseId }) => enterpriseId}
        render={(waiting) => <WaitingItem waiting={waiting} />}
        onGo={(place) => go({ ...filter, ...place })}
      />
    </>
  );
}

type Runs = NonNullable<ReturnType<typeof useLatestRuns>['data']>['items'];

interface FiltersProps {
  filter: WaitingFilter;
  runs: Runs;
  runId: string | undefined;
  onFilter: (next: WaitingFilter) => void;
}

function Filters({ filter, runs, runId, onFilter }: FiltersProps) {
  return (
    <div className="quality-tools no-print">
      <Select
        aria-label="哪一批评价"
        placeholder="最近一批"
        popupMatchSelectWidth={false}
        value={runId ?? null}
        options={runs.map(({ id, standardName, year, purpose, counts }) => ({
          value: id,
          label: `${standardName}（${purposeWords[purpose] ?? ''}）${year} 年度，待判断 ${counts.manual} 家`,
        }))}
        onChange={(next: string) => onFilter({ ...filter, run: next })}
      />
      <Select
        aria-label="哪些企业"
        value={filter.only ?? 'decisive'}
        options={[
          { value: 'decisive', label: '只差判断的企业' },
          { value: 'all', label: '凡有条款等待判断的' },
        ]}
        onChange={(only: string) => onFilter({ ...filter, only: only as NonNullable<WaitingFilter['only']> })}
      />
      <Input.Search
        key={filter.q ?? ''}
        allowClear
        aria-label="按企业名称或代码查找"
        placeholder="企业名称或代码"
        maxLength={50}
        defaultValue={filter.q}
        onSearch={(text) => onFilter({ ...filter, q: text.trim() || undefined })}
      />
    </div>
  );
}

function WaitingItem({ waiting }: { waiting: Waiting }) {
  const { year, enterpriseId, enterpriseName, creditCode, outcome, facts, others, lacking } = waiting;
  return (
    <>
      <p className="work-list__head">
        <Link
          to="/console/enterprises/$id"
          params={{ id: enterpriseId }}
          search={{ tab: 'figures' }}
          className="row-link"
        >
          {enterpriseName}
        </Link>{' '}
        <CreditCode code={creditCode} /> <Outcome outcome={outcome} />
      </p>
      <ul className="findings">
        {facts.map((fact) => (
          <li key={fact.fact}>
            <WaitingFact enterpriseId={enterpriseId} year={year} waiting={fact} />
          </li>
        ))}
      </ul>
      {others.map(({ id, label, text, article, reason }) => (
        <p key={id}>
          条款“{label}”要由人看：{reason ?? '没有可用的判断'}{' '}
          <span className="quiet">
            （{text}；{article}）
          </span>
        </p>
      ))}
      {lacking.length > 0 && <p className="quiet">此外还缺：{lacking.join('、')}</p>}
    </>
  );
}

interface WaitingFactProps {
  enterpriseId: string;
  year: number;
  waiting: Waiting['facts'][number];
}

function WaitingFact({ enterpriseId, year, waiting }: WaitingFactProps) {
  const [judging, setJudging] = useState(false);
  const facts = useFacts();
  const fact = facts.data?.items.find(({ code }) => code === waiting.fact);
  return (
    <>
      <p>
        <strong>{waiting.label}</strong> <span className="quiet">{waiting.meaning}</span>
      </p>
      {waiting.clauses.map(({ id, label, text, article }) => (
        <p key={id}>
          条款“{label}”等它：{text} <span className="quiet">（{article}）</span>
        </p>
      ))}
      {waiting.judged ? (
        <p className="quiet">
          {waiting.judged.judgedByName}已于 {formatInstant(waiting.judged.judgedAt)} 判断，下次评价生效。
        </p>
      ) : (
        <Button size="small" onClick={() => setJudging(!judging)} aria-expanded={judging} disabled={!fact}>
          {judging ? '收起' : '判断'}
        </Button>
      )}
      {judging && fact && !waiting.judged && (
        <JudgementForm
          enterpriseId={enterpriseId}
          terms={{ fact, year, replaces: undefined }}
          onDone={() => setJudging(false)}
        />
      )}
    </>
  );
}
