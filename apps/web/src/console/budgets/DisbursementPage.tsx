import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { exactAmount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { useMay } from '../../shared/session/session';
import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import { DayField } from '../../shared/ui/DayField';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import {
  type DisbursementDetail,
  listWords,
  type Payment,
  useAnswers,
  useApproveList,
  useBankFile,
  useDisbursement,
  useDropList,
} from './budgets.queries';
import { GiveBack } from './GiveBack';
import '../measures/measures.css';

const route = getRouteApi('/console/budgets/lists/$id');
type Given = Readonly<Record<number, { result: '' | 'paid' | 'failed'; problem: string }>>;

/** One payment list: approved by a second person, taken to the bank, answered payment by payment. */
export function DisbursementPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useDisbursement(id);
  if (error)
    return (
      <>
        <PageHead title="付款清单" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!data) return <Loading what="正在读取付款清单" />;
  return (
    <>
      <PageHead
        title={`付款清单 ${data.number}`}
        lead={
          <>
            <Link to="/console/budgets">预算与拨付</Link> · {data.lineName}（{data.lineYear} 年）· {data.items} 笔，合计{' '}
            {exactAmount(data.total)} · {listWords[data.state]}
          </>
        }
      />
      <div className="measures">
        <ListActs key={data.version} list={data} />
        <Payments key={`payments ${data.version}`} list={data} />
        <GiveBack key={`back ${data.version}`} list={data} />
      </div>
    </>
  );
}

function ListActs({ list }: { list: DisbursementDetail }) {
  const [approving, taking, dropping] = [useApproveList(list), useBankFile(list), useDropList(list)];
  const [reason, setReason] = useState<string>();
  const sent = list.open < list.items;
  const problem = approving.error ?? taking.error;
  const format = (of: 'csv' | 'xlsx') => (
    <Button loading={taking.isPending} onClick={() => taking.mutate(of)}>
      取付款文件（{of.toUpperCase()}）
    </Button>
  );
  return (
    <section className="panel measures no-print" aria-labelledby="list-acts">
      <h2 id="list-acts">办理</h2>
      <p className="quiet">
        {list.createdByName} {formatInstant(list.createdAt)} 编制
        {list.approvedAt && `，${list.approvedByName ?? ''} ${formatInstant(list.approvedAt)} 批准`}
      </p>
      {list.state === 'prepared' && list.mine && <p>这份清单是您编的，要由另一位有权的工作人员批准。</p>}
      <div className="acts">
        {list.state === 'prepared' && !list.mine && (
          <May what="measures.decide" otherwise={<span className="quiet">由有批准权限的工作人员批准。</span>}>
            <Button type="primary" loading={approving.isPending} onClick={() => approving.mutate(undefined)}>
              批准清单
            </Button>
          </May>
        )}
        {(list.state === 'approved' || list.state === 'settled') && (
          <May what="measures.export">
            {format('csv')}
            {format('xlsx')}
          </May>
        )}
        {(list.state === 'prepared' || list.state === 'approved') && !sent && reason === undefined && (
          <May what="measures.pay">
            <Button danger onClick={() => setReason('')}>
              撤销清单
            </Button>
          </May>
        )}
      </div>
      {problem && <ProblemView error={problem} />}
      {reason !== undefined && (
        <SendForm
          className="measures__editor"
          label="撤销清单"
          sending={dropping}
          verb="撤销清单"
          danger
          ready={reason.trim().length >= 2}
          lacking="请写明为什么"
          onCancel={() => setReason(undefined)}
          onSend={() => dropping.mutate(reason.trim())}
        >
          <TextField label="为什么撤销" max={500} value={reason} onChange={setReason} />
        </SendForm>
      )}
    </section>
  );
}

const resultWords = { paid: '已付', failed: '退票' } as const;

function Payments({ list }: { list: DisbursementDetail }) {
  const may = useMay()('measures.pay') && list.state === 'approved';
  const [given, setGiven] = useState<Given>({});
  const [on, setOn] = useState('');
  const answering = useAnswers(list);
  const of = (position: number) => given[position] ?? { result: '' as const, problem: '' };
  const set = (position: number, part: Partial<Given[number]>) =>
    setGiven((before) => ({ ...before, [position]: { ...of(position), ...part } }));
  const answers = list.payments.flatMap(({ position, result }) => {
    const one = of(position);
    if (result !== null || one.result === '') return [];
    return [{ position, result: one.result, problem: one.result === 'failed' ? one.problem.trim() : null }];
  });
  const lacks = answers.some(({ result, problem }) => result === 'failed' && (problem ?? '').length < 2);
  const columns: Column<Payment>[] = [
    { key: 'position', title: '序号', number: true, render: ({ position }) => position },
    {
      key: 'payee',
      title: '收款人',
      lead: true,
      render: ({ caseId, payeeName, payeeBank, payeeAccount }) => (
        <>
          <Link to="/console/measure-cases/$id" params={{ id: caseId }}>
            {payeeName}
          </Link>
          <div className="quiet">
            {payeeBank} {payeeAccount}
          </div>
        </>
      ),
    },
    { key: 'measure', title: '用途', render: ({ measureName }) => measureName },
    { key: 'amount', title: '金额', number: true, render: ({ amount }) => exactAmount(amount) },
    {
      key: 'result',
      title: '回单',
      render: ({ position, result, problem, settledOn, payeeName }) => {
        if (result !== null) return `${settledOn ?? ''} ${resultWords[result]}${problem ? `：${problem}` : ''}`;
        if (!may) return '还没有';
        const one = of(position);
        return (
          <>
            <Select
              aria-label={`第 ${position} 笔 ${payeeName} 的回单`}
              value={one.result}
              options={[
                { value: '', label: '还没有' },
                { value: 'paid', label: '已付' },
                { value: 'failed', label: '退票' },
              ]}
              onChange={(next: '' | 'paid' | 'failed') => set(position, { result: next })}
            />
            {one.result === 'failed' && (
              <Input
                aria-label={`第 ${position} 笔退票的原因`}
                placeholder="银行说的原因"
                maxLength={500}
                value={one.problem}
                onChange={(event) => set(position, { problem: event.target.value })}
              />
            )}
          </>
        );
      },
    },
  ];
  const table = (
    <DataTable caption="各笔付款" columns={columns} rows={list.payments} rowKey={({ caseId }) => caseId} cards />
  );
  if (!may) return <section aria-label="各笔付款">{table}</section>;
  const everyPaid = () =>
    setGiven(
      Object.fromEntries(list.payments.map(({ position }) => [position, { result: 'paid' as const, problem: '' }])),
    );
  return (
    <SendForm
      className="measures"
      label="登记回单"
      sending={answering}
      verb="登记回单"
      ready={on !== '' && answers.length > 0 && !lacks}
      lacking="请选回单日期和各笔的结果，退票写明原因"
      onSend={() => answering.mutate({ on, answers })}
    >
      {table}
      <div className="measures__filters">
        <DayField label="回单日期" value={on} onChange={setOn} />
      </div>
      <div>
        <Button onClick={everyPaid}>全部已付</Button>
      </div>
    </SendForm>
  );
}
