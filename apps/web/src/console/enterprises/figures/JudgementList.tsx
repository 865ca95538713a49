import { Button, Select } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../../shared/format/times';
import { Field } from '../../../shared/ui/Field';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { TextField } from '../../../shared/ui/TextField';
import { May } from '../../../shared/session/May';
import { useFacts } from '../enterprises.queries';
import { useSummary } from '../../summary';
import { EvidenceLink } from './EvidenceLink';
import { type Judgement, useJudgements, useRevokeJudgement } from './figures.queries';
import { JudgementForm } from './JudgementForm';

/** What officers judged about this enterprise, and the form for another judgement. */
export function JudgementList({ enterpriseId, asOf }: { enterpriseId: string; asOf: string | undefined }) {
  const past = asOf !== undefined;
  const [judging, setJudging] = useState(false);
  const { data, error, refetch } = useJudgements(enterpriseId, asOf);
  const held = data?.items.filter(({ revokedAt }) => revokedAt === null) ?? [];
  const revoked = data?.items.filter(({ revokedAt }) => revokedAt !== null) ?? [];
  return (
    <section className="panel" aria-labelledby="judgements">
      <h2 id="judgements">人工判断</h2>
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="正在读取判断" />
      ) : (
        <>
          {held.length === 0 && (
            <p className="quiet">
              {past ? '这一天没有有效的判断。' : '还没有判断。只有经办人能判断，企业和导入的文件都不能填。'}
            </p>
          )}
          <ul className="findings">
            {held.map((one) => (
              <li key={one.id}>
                {past ? <Words judgement={one} /> : <JudgementItem judgement={one} />}
                {one.enterpriseId !== enterpriseId && <p className="quiet">记在合并进来的记录上</p>}
              </li>
            ))}
          </ul>
          {revoked.length > 0 && (
            <details className="figures__more">
              <summary>已撤销的判断（{revoked.length} 条）</summary>
              <ul className="findings">
                {revoked.map((one) => (
                  <li key={one.id}>
                    <Words judgement={one} />
                    <p className="quiet">
                      {one.revokedByName} {one.revokedAt && formatInstant(one.revokedAt)}
                      {one.replacedBy ? '另作判断' : '撤销'}：{one.revokedReason}
                    </p>
                  </li>
                ))}
              </ul>
            </details>
          )}
          {!past && (
            <May what="figures.judge">
              <div className="figures__acts no-print">
                <Button onClick={() => setJudging(!judging)} aria-expanded={judging}>
                  {judging ? '收起' : '记录判断'}
                </Button>
              </div>
            </May>
          )}
          {judging && !past && <ChooseFact enterpriseId={enterpriseId} held={held} onDone={() => setJudging(false)} />}
        </>
      )}
    </section>
  );
}

function Words({ judgement }: { judgement: Judgement }) {
  const { year, label, valueText, reason, basis, evidence, judgedByName, judgedAt } = judgement;
  return (
    <>
      <p>
        <strong>
          {year} 年 {label}：{valueText}
        </strong>
      </p>
      <p>
        {reason}
        <span className="quiet">
          （依据：{basis}；{judgedByName} {formatInstant(judgedAt)}）
        </span>
      </p>
      {evidence && <EvidenceLink evidence={evidence} fit={evidence.fit} />}
    </>
  );
}

function JudgementItem({ judgement }: { judgement: Judgement }) {
  const [revoking, setRevoking] = useState(false);
  const [reason, setReason] = useState('');
  const revoke = useRevokeJudgement();
  return (
    <>
      <Words judgement={judgement} />
      <May what="figures.judge">
        <Button size="small" onClick={() => setRevoking(!revoking)} aria-expanded={revoking}>
          {revoking ? '不撤销' : '撤销'}
        </Button>
      </May>
      {revoking && (
        <form
          className="small-form"
          onSubmit={(event) => {
            event.preventDefault();
            revoke.mutate({ id: judgement.id, reason }, { onSuccess: () => setRevoking(false) });
          }}
        >
          <TextField label="撤销的理由" max={1000} value={reason} onChange={setReason} />
          <div className="small-form__act">
            <Button danger htmlType="submit" disabled={reason.trim().length < 2} loading={revoke.isPending}>
              撤销这条判断
            </Button>
          </div>
          {revoke.error && <ProblemView error={revoke.error} />}
        </form>
      )}
    </>
  );
}

function ChooseFact({ enterpriseId, held, onDone }: { enterpriseId: string; held: Judgement[]; onDone: () => void }) {
  const facts = useFacts();
  const summary = useSummary();
  const judged = facts.data?.items.filter(({ origin }) => origin === 'judged') ?? [];
  const [code, setCode] = useState<string>();
  const years = summary.data?.years ?? [];
  const [year, setYear] = useState<number>();
  const chosenYear = year ?? years[0];
  const fact = judged.find((one) => one.code === code);
  // one on a merged record stays with it; a new one goes before it
  const before = held.find((one) => one.enterpriseId === enterpriseId && one.fact === code && one.year === chosenYear);
  return (
    <>
      <div className="small-form small-form--row">
        <Field label="判断什么">
          {(control) => (
            <Select
              {...control}
              value={code}
              placeholder="选一项"
              popupMatchSelectWidth={false}
              onChange={setCode}
              options={judged.map((one) => ({ value: one.code, label: one.label }))}
            />
          )}
        </Field>
        <Field label="会计年度">
          {(control) => (
            <Select
              {...control}
              value={chosenYear}
              onChange={setYear}
              options={years.map((value) => ({ value, label: `${value} 年` }))}
            />
          )}
        </Field>
      </div>
      {fact && chosenYear !== undefined && (
        <JudgementForm
          key={`${fact.code} ${chosenYear}`}
          enterpriseId={enterpriseId}
          terms={{ fact, year: chosenYear, replaces: before?.id }}
          onDone={onDone}
        />
      )}
    </>
  );
}
