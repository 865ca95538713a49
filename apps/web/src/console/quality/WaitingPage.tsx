import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { Outcome } from '../../shared/ui/Outcome';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { May } from '../../shared/session/May';
import { useFacts } from '../enterprises/enterprises.queries';
import { JudgementForm } from '../enterprises/figures/JudgementForm';
import { purposeWords } from '../words';
import { optionsOf } from './FilterBar';
import { ItemHead } from './ItemHead';
import { useLatestRuns, useWaiting, type Waiting, type WaitingFilter } from './quality.queries';
import { WorkList } from './WorkList';

const route = getRouteApi('/console/quality/waiting');

const onlyWords = { decisive: '只差判断的企业', all: '凡有条款等待判断的' } as const;

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
  const runOptions = (runs ?? []).map(({ id, standardName, year, purpose, counts }) => ({
    value: id,
    label: `${standardName}（${purposeWords[purpose] ?? ''}）${year} 年度，待判断 ${counts.manual} 家`,
  }));
  return (
    <WorkList
      title="等待判断"
      lead={
        <>
          条款要由人判断、还没有判断的。判断后在下次评价生效。
          <PreAssessment />
        </>
      }
      choices={[
        { name: 'run', label: '哪一批评价', value: runId, options: runOptions },
        { name: 'only', label: '哪些企业', value: filter.only ?? 'decisive', options: optionsOf(onlyWords) },
      ]}
      filter={filter}
      note={
        run && (
          <p className="quality-run">
            {run.standardName}（{purposeWords[run.purpose]}），{run.year} 年度，评价日 {run.asOf}
          </p>
        )
      }
      onFilter={(name, value) => go({ ...filter, [name]: value })}
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
  );
}

function WaitingItem({ waiting }: { waiting: Waiting }) {
  const { year, enterpriseId, enterpriseName, creditCode, outcome, facts, others, lacking } = waiting;
  return (
    <>
      <ItemHead {...{ enterpriseId, enterpriseName, creditCode }}>
        {' '}
        <Outcome outcome={outcome} />
      </ItemHead>
      <ul className="findings">
        {facts.map((fact) => (
          <li key={fact.fact} className="waiting-fact">
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
          用于条款“{label}”：{text} <span className="quiet">（{article}）</span>
        </p>
      ))}
      {waiting.judged ? (
        <p className="quiet">
          {waiting.judged.judgedByName}已于 {formatInstant(waiting.judged.judgedAt)} 判断，下次评价生效。
        </p>
      ) : (
        <May what="figures.judge" otherwise={<p className="quiet">由复核人或负责人判断。</p>}>
          <Button size="small" onClick={() => setJudging(!judging)} aria-expanded={judging} disabled={!fact}>
            {judging ? '收起' : '判断'}
          </Button>
        </May>
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
