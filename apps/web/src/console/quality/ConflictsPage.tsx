import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { formatPercent } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { May } from '../../shared/session/May';
import { ResolveForm } from '../enterprises/figures/ConflictList';
import { plainLabel } from '../enterprises/figure-table';
import { SaidBySource, voiceLabel } from '../enterprises/figures/SaidBySource';
import { useSummary } from '../summary';
import { optionsOf, yearOptions } from './FilterBar';
import { emptyWords } from './empty-words';
import { ItemHead } from './ItemHead';
import { type ConflictFilter, type ConflictRow, useConflictRows, useWeighConflicts } from './quality.queries';
import { WorkList } from './WorkList';
import { YearJob } from './YearJob';

const route = getRouteApi('/console/quality/conflicts');

const effectWords: Readonly<Record<ConflictRow['effect'], string>> = {
  outcome: '会改变结论',
  points: '只改变得分',
  none: '不影响任何标准',
  unweighed: '没有算影响',
};
const stateWords = { open: '待处理', resolved: '已处理', all: '全部' } as const;

/** Where sources disagree, those conflicts first that decide a result. */
export function ConflictsPage() {
  const { after, page, job, ...rest } = route.useSearch();
  const filter = rest as ConflictFilter;
  const navigate = route.useNavigate();
  const { data: summary } = useSummary();
  const years = summary?.years ?? [];
  const go = (next: ConflictFilter & { after?: string; page?: string }) => void navigate({ search: { ...next, job } });
  return (
    <WorkList
      title="来源冲突"
      lead={
        <>
          同一个数各来源说法不一；换一个来源会改变评价结论的排在最前。
          <PreAssessment />
        </>
      }
      job={
        <May what="figures.check">
          <YearJob
            title="比较来源"
            act="重新查找并计算影响"
            unit="处冲突"
            jobId={job}
            starting={useWeighConflicts()}
            onStarted={(id) => void navigate({ search: { ...filter, job: id } })}
            words={resultWords}
          />
        </May>
      }
      choices={[
        { name: 'state', label: '状态', value: filter.state ?? 'open', options: optionsOf(stateWords) },
        { name: 'effect', label: '影响', value: filter.effect, options: optionsOf(effectWords), all: '各种影响' },
        { name: 'year', label: '年度', value: filter.year, options: yearOptions(years), all: '各年度' },
      ]}
      filter={filter}
      onFilter={(name, value) => go({ ...filter, [name]: value })}
      list={useConflictRows(filter, after)}
      page={Number(page ?? 1)}
      unit="处"
      empty={emptyWords(summary?.lookedFor.conflicts, {
        never: '还没有查找过来源冲突',
        none: Object.keys(filter).length > 0 ? '没有这样的冲突' : '没有待处理的冲突',
        how: '清单由上面的“重新查找并计算影响”生成；导入新数据之后请再做一次。',
      })}
      keyOf={({ enterpriseId, sheetYear, fact }) => `${enterpriseId} ${sheetYear} ${fact}`}
      render={(row) => <ConflictItem row={row} />}
      onGo={(place) => go({ ...filter, ...place })}
    />
  );
}

const resultWords = ({ found = 0, outcomes = 0, points = 0, unweighed = 0 }: Record<string, number>) =>
  `共 ${found} 处冲突，其中 ${outcomes} 处会改变结论，${points} 处只改变得分${
    unweighed > 0 ? `；另有 ${unweighed} 处超过一次计算的上限，没有算影响` : ''
  }。`;

function ConflictItem({ row }: { row: ConflictRow }) {
  const [deciding, setDeciding] = useState(false);
  const { enterpriseId, enterpriseName, creditCode, label, year, baseFact, values, effect, resolution } = row;
  return (
    <>
      <ItemHead
        {...{ enterpriseId, enterpriseName, creditCode }}
        before={<span className={`effect effect--${effect}`}>{effectWords[effect]}</span>}
      />
      <p>
        <strong>{plainLabel(label)}</strong>
        <span className="quiet">
          （{year} 年数据，用于 {row.sheetYear} 年度；相差
          {row.spread === 10_000 ? '悬殊' : formatPercent(String(row.spread / 10_000))}）
        </span>
      </p>
      <SaidBySource {...{ enterpriseId, year, fact: baseFact, values }} />
      {row.effects.length > 0 && (
        <ul className="effects">
          {row.effects.map((one, i) => (
            <li key={i}>
              若以{voiceLabel(one)}为准，{one.standardName}（{one.purposeText}）：{one.before} →{' '}
              <strong>{one.after}</strong>
            </li>
          ))}
        </ul>
      )}
      {resolution && (
        <p className="quiet">
          {resolution.resolvedByName}定为以{voiceLabel(resolution)}为准：{resolution.reason}
          {row.open && <strong className="evidence__wrong"> 核定之后又有来源改了数，请重新核对。</strong>}
        </p>
      )}
      <p className="work-list__act no-print">
        <May what="figures.resolve">
          <Button size="small" onClick={() => setDeciding(!deciding)} aria-expanded={deciding}>
            {deciding ? '收起' : resolution ? '改定' : '核定以谁为准'}
          </Button>
        </May>
        <span className="quiet">影响算于 {formatInstant(row.weighedAt)}</span>
      </p>
      {deciding && (
        <ResolveForm
          enterpriseId={enterpriseId}
          terms={{ year, fact: baseFact, values, replaces: resolution?.id }}
          onDone={() => setDeciding(false)}
        />
      )}
    </>
  );
}
