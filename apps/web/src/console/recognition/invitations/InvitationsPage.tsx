import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { outcomeOrder, outcomeWords } from '../../../shared/outcome-words';
import { useMay } from '../../../shared/session/session';
import { EmptyState } from '../../../shared/ui/EmptyState';
import { Field } from '../../../shared/ui/Field';
import { Loading } from '../../../shared/ui/Loading';
import { PagedTable } from '../../../shared/ui/PagedTable';
import { PageHead } from '../../../shared/ui/PageHead';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { useBatch } from '../recognition.queries';
import { columns } from './columns';
import {
  pageSize,
  type PreRun,
  type PreRunFilter,
  type PreRunRow,
  useInvite,
  usePreRun,
  usePreRunList,
} from './invitations.queries';
import '../recognition.css';

const route = getRouteApi('/console/recognition/batches/$id/invitations');

/** Before a batch opens: every enterprise by its standard, five-valued, and inviting those who are near. */
export function InvitationsPage() {
  const { id } = route.useParams();
  const batch = useBatch(id);
  const preRun = usePreRun(id);
  const error = batch.error ?? preRun.error;
  if (error)
    return (
      <>
        <PageHead title="预演与邀请" />
        <ProblemView error={error} retry={() => void Promise.all([batch.refetch(), preRun.refetch()])} />
      </>
    );
  if (!batch.data || !preRun.data) return <Loading what="正在读取预演" />;
  return (
    <>
      <PageHead
        title="预演与邀请"
        tab={`${batch.data.name} 预演与邀请`}
        lead={
          <Link to="/console/recognition/batches/$id" params={{ id }}>
            {batch.data.name}
          </Link>
        }
      />
      <div className="recognition">
        <Counts id={id} preRun={preRun.data} />
        {preRun.data.run && <List id={id} />}
      </div>
    </>
  );
}

/** How many came out how; each number opens its list. */
function Counts({
  id,
  preRun: { run, counts, withoutFacts, invited, unreachable, standardName, year },
}: {
  id: string;
  preRun: PreRun;
}) {
  if (!run)
    return (
      <section className="panel stacked" aria-label="预演">
        <p>
          还没有按《{standardName ?? '未知'}》对 {year} 年度做过预评估，没有可看的名单。
          <Link to="/console/scoring">到“预评估”里做一次</Link>，再回来邀请。
        </p>
      </section>
    );
  return (
    <section className="panel stacked" aria-labelledby="pre-run">
      <h2 id="pre-run">全部在营企业的预演</h2>
      <ul className="batch-counts">
        {outcomeOrder.map((outcome) => (
          <li key={outcome}>
            <Link to="/console/recognition/batches/$id/invitations" params={{ id }} search={{ outcome }}>
              <span>{outcomeWords[outcome]}</span>
              <b className="number">{counts.find((one) => one.outcome === outcome)?.count ?? 0}</b>
            </Link>
          </li>
        ))}
        <li>
          <Link to="/console/recognition/batches/$id/invitations" params={{ id }} search={{ invited: 'true' }}>
            <span>已邀请</span>
            <b className="number">{invited}</b>
          </Link>
        </li>
        <li>
          <Link to="/console/tasks" search={{ kind: 'desk.contact', owner: 'all' }}>
            <span>联系不上，正在核实</span>
            <b className="number">{unreachable}</b>
          </Link>
        </li>
      </ul>
      <p className="quiet">
        按《{standardName}》、{year} 年度数据，评价日 {run.asOf}。预评估，非认定。另有 {withoutFacts}{' '}
        家在营企业没有这一年度的数据，不在名单里：缺数据不等于不达标。
      </p>
    </section>
  );
}

const yesNo = (yes: string, no: string) => [
  { value: '', label: '不限' },
  { value: 'true', label: yes },
  { value: 'false', label: no },
];

function List({ id }: { id: string }) {
  const may = useMay();
  const { after, page, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = { ...search, after } as PreRunFilter;
  const list = usePreRunList(id, filter);
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const pick = (key: keyof typeof search, label: string, options: { value: string; label: string }[]) => (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={search[key] ?? ''}
          options={options}
          onChange={(value: string) => void navigate({ search: { ...search, [key]: value || undefined } })}
          popupMatchSelectWidth={false}
        />
      )}
    </Field>
  );
  return (
    <>
      <div className="recognition__filters">
        {pick('outcome', '结果', [
          { value: '', label: '不限' },
          ...outcomeOrder.map((value) => ({ value, label: outcomeWords[value] })),
        ])}
        {pick('near', '接近', yesNo('培育库预演里接近的', '没有建议的'))}
        {pick('invited', '邀请', yesNo('已邀请', '还没有邀请'))}
      </div>
      {keys.size > 0 && <InviteBar id={id} keys={keys} clear={() => setKeys(new Set())} />}
      <PagedTable
        caption="预演名单"
        {...(may('recognition.manage') && {
          selection: { keys, change: setKeys, label: ({ name }: PreRunRow) => name },
        })}
        columns={columns}
        rowKey={({ enterpriseId }) => enterpriseId}
        cards
        list={list}
        reading="正在读取名单"
        empty={
          <div className="panel">
            <EmptyState title="没有这样的企业">换个条件，或去掉条件再看。</EmptyState>
          </div>
        }
        page={Math.max(1, Number(page) || 1)}
        size={pageSize}
        unit="家"
        onGo={(place) => void navigate({ search: { ...search, ...place } })}
      />
    </>
  );
}

function InviteBar({ id, keys, clear }: { id: string; keys: ReadonlySet<string>; clear: () => void }) {
  const inviting = useInvite(id);
  return (
    <section className="panel stacked" aria-label="邀请所选企业">
      {inviting.data ? (
        <div role="status">
          <ul className="case-list">
            {inviting.data.items.map(({ enterpriseId, done, message }) => (
              <li key={enterpriseId}>{done ? message : <strong>没有邀请：{message}</strong>}</li>
            ))}
          </ul>
          <Button onClick={clear}>知道了</Button>
        </div>
      ) : (
        <>
          <p>
            选了 {keys.size}{' '}
            家。邀请写进企业服务的收件箱，另有信函待打印，本单位接了邮件、短信的一并发出；每家只邀请一次，内容不含预演结果。
          </p>
          {inviting.error && <ProblemView error={inviting.error} />}
          <div className="acts">
            <Button
              type="primary"
              loading={inviting.isPending}
              disabled={keys.size > 100}
              onClick={() => inviting.mutate([...keys])}
            >
              邀请这 {keys.size} 家申报
            </Button>
            <Button onClick={clear}>不了</Button>
          </div>
          {keys.size > 100 && <p>一次至多 100 家，请少选一些。</p>}
        </>
      )}
    </section>
  );
}
