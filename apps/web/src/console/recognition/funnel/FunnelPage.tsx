import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMay } from '../../../shared/session/session';
import { Field } from '../../../shared/ui/Field';
import { Loading } from '../../../shared/ui/Loading';
import { PageHead } from '../../../shared/ui/PageHead';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { SearchField } from '../../../shared/ui/SearchField';
import { batchTitles } from '../recognition-words';
import { useReviewers } from '../recognition.queries';
import { type Funnel, type FunnelSearch, type Narrowed, type Stage, useFunnel } from './funnel.queries';
import { StageList } from './StageList';
import { StepTimes } from './StepTimes';
import '../recognition.css';
import './funnel.css';

const route = getRouteApi('/console/recognition/funnel');

/** From the pool to the title: how many, whom, and how long each step takes; narrowed by what stands in the address. */
export function FunnelPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { stage, after, page, ...narrowed } = search;
  const { data, error, refetch } = useFunnel(narrowed);
  const change = (to: Partial<FunnelSearch>) => void navigate({ search: { ...narrowed, stage, ...to } });
  const open = data?.stages.find((one) => one.stage === stage);
  return (
    <div className="funnel">
      <PageHead
        title="漏斗与用时"
        lead="从培育库到认定各有几家，每个环节要几个工作日。每个数字打开它的名单。"
        actions={
          <Button className="no-print" onClick={() => window.print()}>
            打印
          </Button>
        }
      />
      <Filters narrowed={narrowed} change={change} />
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : data ? (
        <>
          <Stages stages={data.stages} narrowed={narrowed} open={open?.stage} />
          {open && (
            <StageList
              {...{ open, narrowed, after, page: Math.max(1, Number(page) || 1) }}
              onGo={(place) => void navigate({ search: { ...narrowed, stage, ...place } })}
            />
          )}
          <StepTimes times={data.times} />
        </>
      ) : (
        <Loading what="正在读取漏斗" />
      )}
    </div>
  );
}

const thisYear = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
const years = Array.from({ length: 6 }, (_, i) => String(thisYear + 1 - i)).map((value) => ({
  value,
  label: `${value} 年`,
}));
const all = { value: '', label: '不限' };

function Filters({ narrowed, change }: { narrowed: Narrowed; change: (to: Partial<FunnelSearch>) => void }) {
  const may = useMay();
  const pick = (key: keyof Narrowed, label: string, options: { value: string; label: string }[]) => {
    const value = narrowed[key] ?? '';
    const known = options.some((one) => one.value === value);
    return (
      <Field label={label}>
        {(control) => (
          <Select
            {...control}
            value={value}
            options={known ? options : [...options, { value, label: value }]}
            onChange={(to: string) => change({ [key]: to || undefined })}
            popupMatchSelectWidth={false}
          />
        )}
      </Field>
    );
  };
  return (
    <div className="recognition__filters">
      {pick('title', '称号', [all, ...batchTitles])}
      {pick('year', '申报年度', [all, ...years])}
      <SearchField
        label="行政区划代码"
        placeholder="六位代码，上级的含下级"
        value={narrowed.region}
        onSearch={(region) => change({ region: region || undefined })}
      />
      {may('recognition.manage') && <OfficerFilter narrowed={narrowed} pick={pick} />}
    </div>
  );
}

interface OfficerFilterProps {
  narrowed: Narrowed;
  pick: (key: keyof Narrowed, label: string, options: { value: string; label: string }[]) => React.ReactNode;
}

function OfficerFilter({ pick }: OfficerFilterProps) {
  const officers = useReviewers(true).data?.items ?? [];
  return pick('officer', '责任人、承办人', [all, ...officers.map(({ id, name }) => ({ value: id, label: name }))]);
}

interface StagesProps {
  stages: Funnel['stages'];
  narrowed: Narrowed;
  open: Stage | undefined;
}

/** The stages one below the other; the bars are drawn to the widest, the numbers say it. */
function Stages({ stages, narrowed, open }: StagesProps) {
  const most = Math.max(1, ...stages.map(({ count }) => count));
  return (
    <section className="panel stacked" aria-labelledby="funnel-stages">
      <h2 id="funnel-stages">各段家数</h2>
      <ol className="funnel__stages">
        {stages.map(({ stage, label, count, means }) => (
          <li key={stage}>
            <Link
              to="/console/recognition/funnel"
              search={{ ...narrowed, stage }}
              aria-current={stage === open ? 'true' : undefined}
            >
              {label} <b className="number">{count}</b> 家
            </Link>
            <progress className="funnel__bar" max={most} value={count} aria-label={`${label} ${count} 家`} />
            <p className="quiet">{means}</p>
          </li>
        ))}
      </ol>
      <p className="quiet">各段按各自的说明算，不是层层包含；一家企业在一段里只算一次。只算您看得到的企业。</p>
    </section>
  );
}
