import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { formatPercent } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { CreditCode } from '../../shared/ui/CreditCode';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ResolveForm } from '../enterprises/figures/ConflictList';
import { useSummary } from '../summary';
import { ListView } from './ListView';
import { type ConflictFilter, type ConflictRow, useConflictRows, useWeighConflicts } from './quality.queries';
import { YearJob } from './YearJob';
import '../enterprises/figures/figures-section.css';

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
  const rows = useConflictRows(filter, after);
  const weigh = useWeighConflicts();
  const go = (next: ConflictFilter & { after?: string; page?: string }) => void navigate({ search: { ...next, job } });
  return (
    <>
      <PageHead
        title="来源冲突"
        lead={
          <>
            同一个数各来源说法不一；换一个来源会改变评价结论的排在最前。
            <PreAssessment />
          </>
        }
      />
      <YearJob
        title="比较来源"
        act="重新查找并计算影响"
        unit="处冲突"
        jobId={job}
        starting={weigh}
        onStarted={(id) => void navigate({ search: { ...filter, job: id } })}
        words={({ found = 0, outcomes = 0, points = 0, unweighed = 0 }) =>
          `共 ${found} 处冲突，其中 ${outcomes} 处会改变结论，${points} 处只改变得分${
            unweighed > 0 ? `；另有 ${unweighed} 处超过一次计算的上限，没有算影响` : ''
          }。`
        }
      />
      <Filters filter={filter} onFilter={go} />
      <ListView
        list={rows}
        page={Number(page ?? 1)}
        unit="处"
        empty={{
          title: Object.keys(filter).length > 0 ? '没有这样的冲突' : '没有待处理的冲突',
          words: '清单由上面的“重新查找并计算影响”生成；导入新数据之后请再做一次。',
        }}
        keyOf={({ enterpriseId, sheetYear, fact }) => `${enterpriseId} ${sheetYear} ${fact}`}
        render={(row) => <ConflictItem row={row} />}
        onGo={(place) => go({ ...filter, ...place })}
      />
    </>
  );
}

function Filters({ filter, onFilter }: { filter: ConflictFilter; onFilter: (next: ConflictFilter) => void }) {
  const years = useSummary().data?.years ?? [];
  return (
    <div className="quality-tools no-print">
      <Select
        aria-label="状态"
        value={filter.state ?? 'open'}
        options={Object.entries(stateWords).map(([value, label]) => ({ value, label }))}
        onChange={(state: string) => onFilter({ ...filter, state: state as NonNullable<ConflictFilter['state']> })}
      />
      <Select
        aria-label="影响"
        allowClear
        placeholder="各种影响"
        value={filter.effect ?? null}
        options={Object.entries(effectWords).map(([value, label]) => ({ value, label }))}
        onChange={(effect: string | null) =>
          onFilter({ ...filter, effect: (effect ?? undefined) as ConflictFilter['effect'] })
        }
      />
      <Select
        aria-label="年度"
        allowClear
        placeholder="各年度"
        value={filter.year ?? null}
        options={years.map((year) => ({ value: String(year), label: `${year} 年` }))}
        onChange={(year: string | null) => onFilter({ ...filter, year: year ?? undefined })}
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

function ConflictItem({ row }: { row: ConflictRow }) {
  const [deciding, setDeciding] = useState(false);
  const { enterpriseId, enterpriseName, creditCode, label, year, baseFact, values, believed, effect, resolution } = row;
  return (
    <>
      <p className="work-list__head">
        <span className={`effect effect--${effect}`}>{effectWords[effect]}</span>
        <Link
          to="/console/enterprises/$id"
          params={{ id: enterpriseId }}
          search={{ tab: 'figures' }}
          className="row-link"
        >
          {enterpriseName}
        </Link>{' '}
        <CreditCode code={creditCode} />
      </p>
      <p>
        <strong>{label.replace(/\((上年度|上年末|当年度)\)/, '')}</strong>
        <span className="quiet">
          （{year} 年数据，用于 {row.sheetYear} 年度；相差
          {row.spread === 10_000 ? '悬殊' : formatPercent(String(row.spread / 10_000))}）
        </span>
      </p>
      <ul className="said">
        {values.map(({ source, sourceLabel, display }) => (
          <li key={source} className={source === believed ? 'said__believed' : undefined}>
            {sourceLabel} <b className="number">{display}</b>
            {source === believed && <span className="tag">以此为准</span>}
          </li>
        ))}
      </ul>
      {row.effects.length > 0 && (
        <ul className="effects">
          {row.effects.map((one, i) => (
            <li key={i}>
              若以{one.sourceLabel}为准，{one.standardName}（{one.purposeText}）：{one.before} →{' '}
              <strong>{one.after}</strong>
            </li>
          ))}
        </ul>
      )}
      {resolution && (
        <p className="quiet">
          {resolution.resolvedByName}定为以{resolution.sourceLabel}为准：{resolution.reason}
          {row.open && <strong className="evidence__wrong"> 核定之后又有来源改了数，请重新核对。</strong>}
        </p>
      )}
      <p className="work-list__act no-print">
        <Button size="small" onClick={() => setDeciding(!deciding)} aria-expanded={deciding}>
          {deciding ? '收起' : resolution ? '改定' : '核定以谁为准'}
        </Button>
        <span className="quiet">影响算于 {formatInstant(row.weighedAt)}</span>
      </p>
      {deciding && (
        <ResolveForm
          enterpriseId={enterpriseId}
          terms={{ year, fact: baseFact, values, chosen: believed, replaces: resolution?.id }}
          onDone={() => setDeciding(false)}
        />
      )}
    </>
  );
}
