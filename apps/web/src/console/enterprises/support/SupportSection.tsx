import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { exactAmount, formatAmount } from '../../../shared/format/amounts';
import { formatInstant } from '../../../shared/format/times';
import { May } from '../../../shared/session/May';
import type { Column } from '../../../shared/ui/columns';
import { DataTable } from '../../../shared/ui/DataTable';
import { Loading } from '../../../shared/ui/Loading';
import { Outcome } from '../../../shared/ui/Outcome';
import { PreAssessment } from '../../../shared/ui/PreAssessment';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { SendForm } from '../../../shared/ui/SendForm';
import { Unknown } from '../../../shared/ui/Unknown';
import { TextField } from '../../../shared/ui/TextField';
import {
  type EnterpriseSupport,
  standingWords,
  useRecordRelief,
  useSupport,
  useWithdrawRelief,
} from '../../measures/measures.queries';
import type { SectionProps } from '../section-props';
import '../../measures/measures.css';

type Own = EnterpriseSupport['measures'][number];

/** What an enterprise could have, has, and what it was relieved of. */
export function SupportSection({ enterprise: { id } }: SectionProps) {
  const { data, error, refetch } = useSupport(id);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取扶持" />;
  // where no department reported anything, nobody knows
  const known = data.reliefs.length > 0;
  const numbers: [string, string | null][] = [
    ['已付扶持资金', data.received],
    ['减税降费', known ? data.relief : null],
    [known ? '合计' : '合计（不含减税降费）', data.total],
  ];
  return (
    <div className="measures">
      <section className="panel measures" aria-labelledby="support-total">
        <h2 id="support-total">扶持总账</h2>
        <div className="measures__numbers">
          {numbers.map(([label, yuan]) => (
            <div key={label}>
              <span className="quiet">{label}（万元）</span>
              {yuan === null ? <Unknown /> : <b title={exactAmount(yuan)}>{formatAmount(yuan, '万元')}</b>}
            </div>
          ))}
        </div>
      </section>
      {data.combination && <Combination of={data.combination} />}
      <section className="measures" aria-labelledby="support-measures">
        <h2 id="support-measures">对照各项措施</h2>
        <p>
          <PreAssessment /> 按此刻的资料。
        </p>
        {data.measures.length === 0 ? (
          <p className="quiet">没有适用于本地区的施行中的措施。</p>
        ) : (
          <DataTable caption="对照各项措施" columns={columns} rows={data.measures} rowKey={({ code }) => code} cards />
        )}
        {data.formerCases.map(({ id: caseId, measureName, stateLabel }) => (
          <p key={caseId}>
            已不施行：
            <Link to="/console/measure-cases/$id" params={{ id: caseId }}>
              {measureName}
            </Link>
            ，{stateLabel}
          </p>
        ))}
      </section>
      <Reliefs enterpriseId={id} reliefs={data.reliefs} />
    </div>
  );
}

export function Combination({ of }: { of: NonNullable<EnterpriseSupport['combination']> }) {
  return (
    <section className="panel" aria-labelledby="combination">
      <h2 id="combination">互斥的怎样选</h2>
      <p>
        <strong>合计最多 {exactAmount(of.best.total)}</strong>：{of.best.names.join('、')}
      </p>
      {of.runnerUp && (
        <p className="quiet">
          其次 {exactAmount(of.runnerUp.total)}：{of.runnerUp.names.join('、')}
        </p>
      )}
    </section>
  );
}

/** Whoever doesn't qualify is told no amount. */
const isOut = (outcome: Own['outcome']) => outcome === 'unmet' || outcome === 'notApplicable';

const columns: Column<Own>[] = [
  {
    key: 'measure',
    title: '措施',
    lead: true,
    render: ({ measureId, name, document }) => (
      <>
        <Link to="/console/measures/$id" params={{ id: measureId }}>
          {name}
        </Link>
        <div className="quiet">{document}</div>
      </>
    ),
  },
  {
    key: 'outcome',
    title: '条件',
    render: ({ outcome, explanation }) => (
      <>
        <Outcome outcome={outcome} />
        {explanation.clauses
          .filter((clause) => clause.outcome !== 'met')
          .map((clause) => (
            <div key={clause.id} className="quiet">
              {clause.label}：{clause.outcomeText}
              {clause.reason ? `，${clause.reason}` : ''}
            </div>
          ))}
      </>
    ),
  },
  {
    key: 'amount',
    title: '金额',
    number: true,
    render: ({ amount, pays, missing, outcome, case: own }) => {
      if (own?.amount != null) return exactAmount(own.amount);
      if (isOut(outcome)) return <span className="quiet">—</span>;
      if (!pays) return '服务';
      return amount === null ? `未知：${missing.join('、')}` : exactAmount(amount);
    },
  },
  {
    key: 'standing',
    title: '在哪里',
    render: ({ standing, whyText, outcome, case: own }) => {
      if (standing === null) return <span className="quiet">{isOut(outcome) ? '不符合' : '还不能判断'}</span>;
      return (
        <>
          {own ? (
            <Link to="/console/measure-cases/$id" params={{ id: own.id }}>
              {own.stateLabel}
            </Link>
          ) : (
            standingWords[standing]
          )}
          {whyText && <div className="quiet">{whyText}</div>}
        </>
      );
    },
  },
];

interface ReliefsProps {
  enterpriseId: string;
  reliefs: EnterpriseSupport['reliefs'];
}

/** Relief of taxes and fees, as other departments report it. */
function Reliefs({ enterpriseId, reliefs }: ReliefsProps) {
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<string>();
  return (
    <section className="panel measures" aria-labelledby="reliefs">
      <h2 id="reliefs">减税降费</h2>
      {reliefs.length === 0 && <p className="quiet">没有登记过：未知，不是没有。</p>}
      <ul className="measures__clauses">
        {reliefs.map((one) => (
          <li key={one.id}>
            {one.year} 年 {one.kind}：{exactAmount(one.amount)}
            {one.withdrawnWhy && `（已撤回：${one.withdrawnWhy}）`}
            <p className="quiet">
              {one.department}报送，{one.source}；{one.recordedByName} {formatInstant(one.recordedAt)} 登记
            </p>
            {one.withdrawnWhy === null && leaving !== one.id && (
              <May what="measures.manage">
                <Button size="small" aria-label={`撤回 ${one.year} 年 ${one.kind}`} onClick={() => setLeaving(one.id)}>
                  撤回
                </Button>
              </May>
            )}
            {leaving === one.id && <Withdraw id={one.id} close={() => setLeaving(undefined)} />}
          </li>
        ))}
      </ul>
      <May what="measures.manage">
        {adding ? (
          <NewRelief enterpriseId={enterpriseId} close={() => setAdding(false)} />
        ) : (
          <div className="acts">
            <Button onClick={() => setAdding(true)}>登记减税降费</Button>
            <p className="quiet">
              税务部门给的整份清单在{' '}
              <Link to="/console/imports" search={{ list: 'taxRelief' }}>
                数据 → 导入
              </Link>{' '}
              里导入。
            </p>
          </div>
        )}
      </May>
    </section>
  );
}

function Withdraw({ id, close }: { id: string; close: () => void }) {
  const [reason, setReason] = useState('');
  const withdrawing = useWithdrawRelief();
  return (
    <SendForm
      className="measures__editor"
      label="撤回"
      sending={withdrawing}
      verb="撤回"
      danger
      ready={reason.trim().length >= 2}
      lacking="请写明为什么"
      onCancel={close}
      onSend={() => withdrawing.mutate({ id, reason: reason.trim() }, { onSuccess: close })}
    >
      <TextField label="为什么撤回" max={500} value={reason} onChange={setReason} />
    </SendForm>
  );
}

function NewRelief({ enterpriseId, close }: { enterpriseId: string; close: () => void }) {
  const [typed, setTyped] = useState({ year: '', kind: '', amount: '', department: '', source: '' });
  const recording = useRecordRelief(enterpriseId);
  const field = (key: keyof typeof typed, label: string, max: number, hint?: string) => (
    <TextField
      label={label}
      max={max}
      {...(hint !== undefined && { hint })}
      value={typed[key]}
      onChange={(value) => setTyped((before) => ({ ...before, [key]: value }))}
    />
  );
  const ready = Object.values(typed).every((value) => value.trim() !== '') && /^\d{4}$/.test(typed.year.trim());
  return (
    <SendForm
      className="measures__editor"
      label="登记减税降费"
      sending={recording}
      verb="登记"
      ready={ready}
      lacking="五项都要写"
      onCancel={close}
      onSend={() =>
        recording.mutate({ ...typed, year: Number(typed.year), amount: typed.amount.trim() }, { onSuccess: close })
      }
    >
      <div className="measures__filters">
        {field('year', '年份', 4)}
        {field('kind', '哪一项', 100, '如 研发费用加计扣除')}
        {field('amount', '金额（元）', 16)}
        {field('department', '报送部门', 100)}
        {field('source', '出自哪份文件或清单', 200)}
      </div>
    </SendForm>
  );
}
