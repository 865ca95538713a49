import { Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { exactAmount, formatAmount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { PartBar, PartLegend } from '../measures/PartBar';
import {
  allocationWords,
  type BudgetLine,
  type Disbursement,
  listWords,
  useAllocate,
  useBudgetLines,
  useChangeLine,
  useCreateLine,
  useDisbursements,
  useOrderPayments,
} from './budgets.queries';
import '../measures/measures.css';

/** Budgets: what there is, what is bound, what was paid, what is left; and the payment lists made from it. */
export function BudgetsPage() {
  const { data, error, refetch } = useBudgetLines();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHead
        title="预算与拨付"
        lead="确认时预留，同意时承诺，银行付了记已付；三项之和永远不超过全年预算。"
        actions={
          <May what="measures.budget">{!adding && <Button onClick={() => setAdding(true)}>设立预算</Button>}</May>
        }
      />
      <div className="measures">
        {adding && <NewLine close={() => setAdding(false)} />}
        {error && <ProblemView error={error} retry={() => void refetch()} />}
        {!error && !data && <Loading what="正在读取预算" />}
        {data?.lines.length === 0 && (
          <div className="panel">
            <EmptyState title="还没有预算">先设立一条，编号写措施里“budget”的那个。</EmptyState>
          </div>
        )}
        {data?.lines.map((line) => (
          <LinePanel key={`${line.id} ${line.version}`} line={line} />
        ))}
        <Lists />
      </div>
    </>
  );
}

function LinePanel({ line }: { line: BudgetLine }) {
  const [changing, setChanging] = useState(false);
  const ordering = useOrderPayments();
  const allocating = useAllocate(line);
  const numbers: [string, string][] = [
    ['全年', line.total],
    ['已付', line.paid],
    ['承诺', line.committed],
    ['预留', line.reserved],
    ['还剩', line.left],
  ];
  const problem = ordering.error ?? allocating.error;
  return (
    <section className="panel measures" aria-label={`${line.name} ${line.year} 年`}>
      <h2>
        {line.name}（{line.year} 年）
      </h2>
      <p className="quiet">
        {line.code}，{allocationWords[line.allocation]}
      </p>
      <div className="measures__numbers">
        {numbers.map(([label, yuan]) => (
          <div key={label}>
            <span className="quiet">{label}（万元）</span>
            <b title={exactAmount(yuan)}>{formatAmount(yuan, '万元')}</b>
          </div>
        ))}
      </div>
      <PartLegend money parts={numbers.slice(1).map(([label]) => label)} />
      <PartBar
        money
        label={numbers.slice(1).map(([label, yuan]) => `${label} ${exactAmount(yuan)}`).join('，')} // prettier-ignore
        parts={[Number(line.paid), Number(line.committed), Number(line.reserved), Number(line.left)]}
      />
      <div className="acts no-print">
        <May what="measures.pay">
          <Button loading={ordering.isPending} onClick={() => ordering.mutate(line.id)}>
            把待拨付的编成付款清单
          </Button>
        </May>
        <May what="measures.budget">
          {line.allocation === 'proportional' && (
            <Button loading={allocating.isPending} onClick={() => allocating.mutate(undefined)}>
              同比例折算
            </Button>
          )}
          {!changing && <Button onClick={() => setChanging(true)}>修改</Button>}
        </May>
        <Link to="/console/measure-cases">看办理</Link>
      </div>
      {ordering.data && (
        <p role="status">
          已编成清单，
          <Link to="/console/budgets/lists/$id" params={{ id: ordering.data.id }}>
            打开
          </Link>
        </p>
      )}
      {allocating.data && (
        <p role="status">
          {allocating.data.cases} 件，共要 {exactAmount(allocating.data.asked)}，分得{' '}
          {exactAmount(allocating.data.given)}。
        </p>
      )}
      {problem && <ProblemView error={problem} />}
      {changing && <ChangeLine line={line} close={() => setChanging(false)} />}
    </section>
  );
}

interface Typed {
  name: string;
  total: string;
  allocation: BudgetLine['allocation'];
}

function LineFields({ typed, change }: { typed: Typed; change: (part: Partial<Typed>) => void }) {
  return (
    <>
      <TextField label="名称" max={100} value={typed.name} onChange={(name) => change({ name })} />
      <TextField
        label="全年（元）"
        max={16}
        value={typed.total}
        onChange={(total) => change({ total: total.trim() })}
      />
      <Field label="分配办法">
        {(control) => (
          <Select
            {...control}
            value={typed.allocation}
            options={Object.entries(allocationWords).map(([value, label]) => ({ value, label }))}
            onChange={(allocation: BudgetLine['allocation']) => change({ allocation })}
          />
        )}
      </Field>
    </>
  );
}

function NewLine({ close }: { close: () => void }) {
  const [typed, setTyped] = useState<Typed & { code: string; year: string }>({
    ...{ code: '', year: String(new Date().getFullYear()), name: '', total: '', allocation: 'firstCome' },
  });
  const change = (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part }));
  const creating = useCreateLine();
  const ready = typed.code !== '' && /^\d{4}$/.test(typed.year) && typed.name.trim().length >= 2 && typed.total !== '';
  return (
    <section className="panel" aria-labelledby="new-line">
      <h2 id="new-line">设立预算</h2>
      <SendForm
        className="measures__editor"
        label="设立预算"
        sending={creating}
        verb="设立"
        ready={ready}
        lacking="请写编号、年份、名称和全年金额"
        onCancel={close}
        onSend={() =>
          creating.mutate({ ...typed, year: Number(typed.year), name: typed.name.trim() }, { onSuccess: close })
        }
      >
        <div className="measures__filters">
          <TextField
            label="编号"
            hint="措施里“budget”写的那个"
            max={60}
            value={typed.code}
            onChange={(code) => change({ code: code.trim() })}
          />
          <TextField label="年份" max={4} value={typed.year} onChange={(year) => change({ year: year.trim() })} />
          <LineFields typed={typed} change={change} />
        </div>
      </SendForm>
    </section>
  );
}

function ChangeLine({ line, close }: { line: BudgetLine; close: () => void }) {
  const [typed, setTyped] = useState<Typed>({ name: line.name, total: line.total, allocation: line.allocation });
  const [reason, setReason] = useState('');
  const changing = useChangeLine(line);
  return (
    <SendForm
      className="measures__editor"
      label={`修改 ${line.name}`}
      sending={changing}
      verb="保存"
      ready={reason.trim().length >= 2}
      lacking="请写明为什么改"
      onCancel={close}
      onSend={() => changing.mutate({ ...typed, reason: reason.trim() }, { onSuccess: close })}
    >
      <div className="measures__filters">
        <LineFields typed={typed} change={(part) => setTyped((before) => ({ ...before, ...part }))} />
      </div>
      <TextField label="为什么改" max={500} value={reason} onChange={setReason} />
    </SendForm>
  );
}

const listColumns: Column<Disbursement>[] = [
  {
    key: 'number',
    title: '清单',
    lead: true,
    render: ({ id, number, createdAt, createdByName }) => (
      <>
        <Link to="/console/budgets/lists/$id" params={{ id }} className="row-link">
          {number}
        </Link>
        <div className="quiet">
          {createdByName} {formatInstant(createdAt)}
        </div>
      </>
    ),
  },
  { key: 'line', title: '预算', render: ({ lineName, lineYear }) => `${lineName}（${lineYear} 年）` },
  { key: 'items', title: '笔数', number: true, render: ({ items }) => items },
  { key: 'total', title: '合计', unit: '万元', number: true, render: ({ total }) => formatAmount(total, '万元') },
  {
    key: 'state',
    title: '状态',
    render: ({ state, failed }) => `${listWords[state]}${failed > 0 ? `，退票 ${failed} 笔` : ''}`,
  },
];

function Lists() {
  const { data, error, refetch } = useDisbursements();
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取付款清单" />;
  return (
    <section className="panel measures" aria-labelledby="lists">
      <h2 id="lists">付款清单</h2>
      {data.disbursements.length === 0 ? (
        <p className="quiet">还没有。同意拨付以后，在上面的预算里编成清单。</p>
      ) : (
        <DataTable caption="付款清单" columns={listColumns} rows={data.disbursements} rowKey={({ id }) => id} cards />
      )}
    </section>
  );
}
