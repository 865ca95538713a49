import { getRouteApi, Link } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { formatInstant } from '../../shared/format/times';
import { CreditCode } from '../../shared/ui/CreditCode';
import { PageHead } from '../../shared/ui/PageHead';
import { FlagAct } from '../enterprises/figures/FlagList';
import { useSummary } from '../summary';
import { sourceWords } from '../words';
import { ListView } from './ListView';
import { type FlagFilter, type FlagRow, useChecks, useFlagRows, useStartCheck } from './quality.queries';
import { YearJob } from './YearJob';
import '../enterprises/figures/figures-section.css';

const route = getRouteApi('/console/quality/flags');

const stateWords = { open: '待核对', explained: '已说明', gone: '已消失' } as const;

/** What the checks found in the figures (一数一源): rule, values, sources. */
export function FlagsPage() {
  const { after, page, job, ...rest } = route.useSearch();
  const filter = rest as FlagFilter;
  const navigate = route.useNavigate();
  const rows = useFlagRows(filter, after);
  const start = useStartCheck();
  const go = (next: FlagFilter & { after?: string; page?: string }) => void navigate({ search: { ...next, job } });
  return (
    <>
      <PageHead
        title="数据疑点"
        lead="同一个数在各来源、各年度之间应当说得通；说不通的列在这里，改正数据或说明缘由。"
      />
      <YearJob
        title="检查数据"
        act="检查全部企业"
        unit="家"
        jobId={job}
        starting={start}
        onStarted={(id) => void navigate({ search: { ...filter, job: id } })}
        words={({ looked = 0, found = 0, opened = 0, gone = 0 }) =>
          `查了 ${looked} 家，疑点 ${found} 处，其中新增 ${opened} 处；原有的消失 ${gone} 处。`
        }
      />
      <Filters filter={filter} onFilter={go} />
      <ListView
        list={rows}
        page={Number(page ?? 1)}
        unit="处"
        empty={{
          title: Object.keys(filter).length > 0 ? '没有这样的疑点' : '没有待核对的疑点',
          words: '手工填写时随即检查；导入之后，请用上面的“检查全部企业”再查一遍。',
        }}
        keyOf={({ id }) => id}
        render={(flag) => <FlagItem flag={flag} />}
        onGo={(place) => go({ ...filter, ...place })}
      />
    </>
  );
}

function Filters({ filter, onFilter }: { filter: FlagFilter; onFilter: (next: FlagFilter) => void }) {
  const years = useSummary().data?.years ?? [];
  const checks = useChecks(filter.year).data?.items ?? [];
  return (
    <div className="quality-tools no-print">
      <Select
        aria-label="状态"
        value={filter.state ?? 'open'}
        options={Object.entries(stateWords).map(([value, label]) => ({ value, label }))}
        onChange={(state: string) => onFilter({ ...filter, state: state as FlagRow['state'] })}
      />
      <Select
        aria-label="检查"
        allowClear
        placeholder="各项检查"
        popupMatchSelectWidth={false}
        value={filter.check ?? null}
        options={checks.map(({ code, label, open }) => ({
          value: code,
          label: open > 0 ? `${label}（${open}）` : label,
        }))}
        onChange={(check: string | null) => onFilter({ ...filter, check: check ?? undefined })}
      />
      <Select
        aria-label="来源"
        allowClear
        placeholder="各来源"
        value={filter.source ?? null}
        options={Object.entries(sourceWords).map(([value, label]) => ({ value, label }))}
        onChange={(source: string | null) =>
          onFilter({ ...filter, source: (source ?? undefined) as FlagFilter['source'] })
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

function FlagItem({ flag }: { flag: FlagRow }) {
  return (
    <>
      <p className="work-list__head">
        <Link
          to="/console/enterprises/$id"
          params={{ id: flag.enterpriseId }}
          search={{ tab: 'figures' }}
          className="row-link"
        >
          {flag.enterpriseName}
        </Link>{' '}
        <CreditCode code={flag.creditCode} />
      </p>
      <p>
        <strong>{flag.checkLabel}</strong> <span className="quiet">{flag.year} 年</span>
      </p>
      <ul className="said">
        {flag.values.map(({ fact, label, year, source, sourceLabel, display }) => (
          <li key={`${fact} ${year} ${source}`}>
            {year} 年{sourceLabel} {label.replace(/\(.*\)$/, '')} <b className="number">{display}</b>
          </li>
        ))}
      </ul>
      <p className="quiet">发现于 {formatInstant(flag.foundAt)}</p>
      <FlagAct flag={flag} />
    </>
  );
}
