import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useDistrict } from '../../shared/district/district';
import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { type Bulletin, useBulletin } from './ledger.queries';
import '../tasks/tasks.css';
import './ledger.css';

const route = getRouteApi('/console/bulletin');

type Line = Bulletin['promises'][number];
type Owner = Bulletin['owners'][number];
type Score = Bulletin['scores'][number];

const stateWords: Readonly<Record<Line['state'], string>> = {
  ...{ deployed: '在办', paused: '已暂停', checking: '待核对', settled: '已落实', cancelled: '已取消' },
};

/** Today's month in the district. */
const thisMonth = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);

/** The months one may ask for, the newest first. */
function months(): string[] {
  const [year = 0, month = 0] = thisMonth().split('-').map(Number);
  return Array.from({ length: 24 }, (_, i) => new Date(Date.UTC(year, month - 1 - i, 1)).toISOString().slice(0, 7));
}

/** What the ledger said of a month, as it stood on a day: on the screen, on paper, as a workbook. */
export function BulletinPage() {
  const { month: given, asOf } = route.useSearch();
  const navigate = route.useNavigate();
  const month = given !== undefined && /^20\d\d-(0[1-9]|1[0-2])$/.test(given) ? given : thisMonth();
  const { data, error, refetch } = useBulletin(month, asOf);
  const query = new URLSearchParams({ month, ...(data && { asOf: data.asOf }) }).toString();
  return (
    <>
      <div className="no-print">
        <PageHead
          title="月度通报"
          lead={
            <>
              按截至日终了时的<Link to="/console/ledger">承诺台账</Link>重算，哪天重算都一样。
            </>
          }
          actions={
            <>
              <Button onClick={() => window.print()}>打印（A4）</Button>
              <Button type="primary" href={`/api/console/desk/bulletin/workbook?${query}`} download>
                下载 XLSX
              </Button>
            </>
          }
        />
      </div>
      <div className="desk">
        <div className="desk__filters no-print">
          <Field label="月份">
            {(control) => (
              <Select
                {...control}
                value={month}
                options={[...new Set([...months(), month])].map((value) => ({ value, label: value }))}
                onChange={(value: string) => void navigate({ search: { month: value } })}
              />
            )}
          </Field>
          <DayField
            label="截至"
            hint="空着为月末，没到月末为今天"
            value={asOf ?? ''}
            onChange={(day) => void navigate({ search: { month, asOf: day || undefined } })}
          />
        </div>
        {error ? (
          <ProblemView error={error} retry={() => void refetch()} />
        ) : data ? (
          <Sheet bulletin={data} />
        ) : (
          <Loading what="正在计算通报" />
        )}
      </div>
    </>
  );
}

const ownerColumns: Column<Owner>[] = [
  { key: 'owner', title: '责任人', lead: true, render: ({ ownerName }) => ownerName },
  { key: 'open', title: '在办', number: true, render: ({ open }) => open },
  { key: 'overdue', title: '其中逾期', number: true, render: ({ overdue }) => overdue },
  { key: 'settled', title: '本月落实', number: true, render: ({ settled }) => settled },
];

const scoreColumns: Column<Score>[] = [
  { key: 'by', title: '经办人', lead: true, render: ({ handledByName }) => handledByName ?? '没有经办人' },
  {
    key: 'rate',
    title: '答复',
    render: ({ asked, answered }) => `${answered}／${asked}（${Math.round((answered / asked) * 100)}%）`,
  },
  {
    key: 'average',
    title: '平均分',
    render: ({ average }) =>
      average === null ? <span className="quiet">答复太少，不显示</span> : (average / 100).toFixed(2),
  },
  {
    key: 'low',
    title: '低分',
    render: ({ low }) => (low === null ? <span className="quiet">不显示</span> : `${low} 份`),
  },
];

const promiseColumns: Column<Line>[] = [
  {
    key: 'title',
    title: '承诺',
    lead: true,
    render: ({ taskId, title, sourceName, sourceNote, madeOn }) => (
      <>
        <Link to="/console/tasks/$id" params={{ id: taskId }} className="row-link">
          {title}
        </Link>
        <div className="quiet">
          {sourceName}：{sourceNote}，{madeOn}
        </div>
      </>
    ),
  },
  { key: 'enterprise', title: '企业', render: ({ enterpriseName }) => enterpriseName ?? '不专对一家' },
  { key: 'owner', title: '责任人', render: ({ ownerName }) => ownerName },
  { key: 'due', title: '完成时限', render: ({ dueOn, overdue }) => (overdue ? <b>{dueOn} 逾期</b> : dueOn) },
  {
    key: 'state',
    title: '进展',
    render: ({ state, settledOn, evidence }) => (
      <>
        {stateWords[state]}
        {settledOn !== null && ` ${settledOn}`}
        {evidence !== null && <div className="quiet">{evidence}</div>}
      </>
    ),
  },
];

function Sheet({ bulletin: { month, asOf, counts, owners, promises, scores } }: { bulletin: Bulletin }) {
  const district = useDistrict();
  return (
    <article className="panel stacked bulletin__sheet" aria-labelledby="bulletin">
      <h2 id="bulletin">
        {district?.bureau ?? '本局'} {month} 部署、检查、落实通报
      </h2>
      <p>
        截至 {asOf}，台账共 {counts.all} 项。本月部署 {counts.made} 项，落实 {counts.settled} 项（过了时限{' '}
        {counts.settledLate} 项），核对后退回重办 {counts.returned} 次；在办 {counts.open} 项，其中待核对{' '}
        {counts.checking} 项、逾期 {counts.overdue} 项。
      </p>
      <h3>按责任人</h3>
      {owners.length === 0 ? (
        <p className="quiet">没有在办或本月落实的。</p>
      ) : (
        <DataTable
          caption="按责任人"
          columns={ownerColumns}
          rows={owners}
          rowKey={({ ownerName }) => ownerName}
          cards
        />
      )}
      <h3>企业满意度</h3>
      {scores.length === 0 ? (
        <p className="quiet">本月没有发出评价。</p>
      ) : (
        <DataTable
          caption="企业满意度"
          columns={scoreColumns}
          rows={scores}
          rowKey={({ handledByName }) => handledByName ?? ''}
          cards
        />
      )}
      <h3>承诺</h3>
      {promises.length === 0 ? (
        <p className="quiet">截至这天还没有承诺。</p>
      ) : (
        <DataTable caption="承诺" columns={promiseColumns} rows={promises} rowKey={({ taskId }) => taskId} cards />
      )}
    </article>
  );
}
