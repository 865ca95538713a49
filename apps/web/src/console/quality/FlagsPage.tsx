import { getRouteApi } from '@tanstack/react-router';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { FlagAct } from '../enterprises/figures/FlagList';
import { FlagValues } from '../enterprises/figures/FlagValues';
import { useSummary } from '../summary';
import { sourceWords } from '../words';
import { optionsOf, yearOptions } from './FilterBar';
import { emptyWords } from './empty-words';
import { ItemHead } from './ItemHead';
import { type FlagFilter, type FlagRow, useChecks, useFlagRows, useStartCheck } from './quality.queries';
import { WorkList } from './WorkList';
import { YearJob } from './YearJob';

const route = getRouteApi('/console/quality/flags');

const stateWords = { open: '待核对', explained: '已说明', gone: '已消失' } as const;

/** What the checks found in the figures (一数一源): rule, values, sources. */
export function FlagsPage() {
  const { after, page, job, ...rest } = route.useSearch();
  const filter = rest as FlagFilter;
  const navigate = route.useNavigate();
  const { data: summary } = useSummary();
  const years = summary?.years ?? [];
  const checks = useChecks(filter.year).data?.items ?? [];
  const go = (next: FlagFilter & { after?: string; page?: string }) => void navigate({ search: { ...next, job } });
  const checkOptions = checks.map(({ code, label, open }) => ({
    ...{ value: code, label: open > 0 ? `${label}（${open}）` : label },
  }));
  return (
    <WorkList
      title="数据疑点"
      lead="同一个数在各来源、各年度之间应当说得通；说不通的列在这里，改正数据或说明缘由。"
      job={
        <May what="figures.check">
          <YearJob
            title="检查数据"
            act="检查全部企业"
            unit="家"
            jobId={job}
            starting={useStartCheck()}
            onStarted={(id) => void navigate({ search: { ...filter, job: id } })}
            words={resultWords}
          />
        </May>
      }
      choices={[
        { name: 'state', label: '状态', value: filter.state ?? 'open', options: optionsOf(stateWords) },
        { name: 'check', label: '检查', value: filter.check, options: checkOptions, all: '各项检查' },
        { name: 'source', label: '来源', value: filter.source, options: optionsOf(sourceWords), all: '各来源' },
        { name: 'year', label: '年度', value: filter.year, options: yearOptions(years), all: '各年度' },
      ]}
      filter={filter}
      onFilter={(name, value) => go({ ...filter, [name]: value })}
      list={useFlagRows(filter, after)}
      page={Number(page ?? 1)}
      unit="处"
      empty={emptyWords(summary?.lookedFor.flags, {
        never: '还没有检查过全部企业',
        none: Object.keys(filter).length > 0 ? '没有这样的疑点' : '没有待核对的疑点',
        how: '手工填写时随即检查；导入之后，请用上面的“检查全部企业”再查一遍。',
      })}
      keyOf={({ id }) => id}
      render={(flag) => <FlagItem flag={flag} />}
      onGo={(place) => go({ ...filter, ...place })}
    />
  );
}

const resultWords = ({ looked = 0, found = 0, opened = 0, gone = 0 }: Record<string, number>) =>
  `查了 ${looked} 家，疑点 ${found} 处，其中新增 ${opened} 处；原有的消失 ${gone} 处。`;

function FlagItem({ flag }: { flag: FlagRow }) {
  return (
    <>
      <ItemHead {...flag} />
      <p>
        <strong>{flag.checkLabel}</strong>{' '}
        <span className="quiet">
          {flag.year} 年，发现于 {formatInstant(flag.foundAt)}
        </span>
      </p>
      <FlagValues flag={flag} />
      <FlagAct flag={flag} />
    </>
  );
}
