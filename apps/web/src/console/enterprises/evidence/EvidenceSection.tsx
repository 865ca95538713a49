import { getRouteApi } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { useMay } from '../../../shared/session/session';
import type { SectionProps } from '../section-props';
import { ChangeList } from './ChangeList';
import { type EvidenceRecord, useEvidenceKinds, useEvidenceSummary } from './evidence.queries';
import { KindList } from './KindList';
import { RecordForm } from './RecordForm';
import { RecordList } from './RecordList';
import { WithdrawForm } from './WithdrawForm';
import '../figures/figures-section.css';
import './evidence.css';

const route = getRouteApi('/console/enterprises/$id');

/** What is being done to the records, below which kind. */
type Act = { what: 'record' } | { what: 'correct' | 'withdraw'; record: EvidenceRecord };

/** What criteria ask beyond figures: the kinds at one glance, the records of one, and how they came to be. */
export function EvidenceSection({ enterprise, asOf }: SectionProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const kinds = useEvidenceKinds();
  const summary = useEvidenceSummary(enterprise.id, asOf);
  const [act, setAct] = useState<{ kind: string; act: Act }>();
  const writes = useMay()('enterprises.evidence') && asOf === undefined;
  const error = kinds.error ?? summary.error;
  if (error) return <ProblemView error={error} retry={() => void Promise.all([kinds.refetch(), summary.refetch()])} />;
  const kind = kinds.data?.items.find((one) => one.kind === search.kind) ?? kinds.data?.items[0];
  if (!kinds.data || !summary.data || !kind) return <Loading what="正在读取佐证" />;
  const { id } = enterprise;
  const withdrawn = search.withdrawn === '1';
  const doing = act?.kind === kind.kind ? act.act : undefined;
  const begin = (next: Act) => setAct({ kind: kind.kind, act: next });
  const done = () => setAct(undefined);
  return (
    <>
      <section className="panel" aria-labelledby="evidence">
        <h2 id="evidence">佐证{asOf !== undefined && <small>（截至 {asOf}）</small>}</h2>
        <p className="quiet">
          由局里登记、有来源的记录；事实表据此取数，先于企业填报。没有登记又没有核查过的是未知，不是没有。
        </p>
        <KindList enterpriseId={id} kinds={summary.data.items} current={kind.kind} />
      </section>
      <section className="panel" aria-labelledby="evidence-kind">
        <h2 id="evidence-kind">{kind.label}</h2>
        <p className="quiet">{kind.about}</p>
        <div className="evidence-tools no-print">
          {writes && (
            <Button type="primary" disabled={doing?.what === 'record'} onClick={() => begin({ what: 'record' })}>
              {kind.kind === 'checked' ? '记一次核查' : `登记${kind.label}`}
            </Button>
          )}
          <Checkbox
            checked={withdrawn}
            onChange={({ target }) =>
              void navigate({
                search: (now) => ({ ...now, withdrawn: target.checked ? '1' : undefined, after: undefined }),
                ...{ replace: true, resetScroll: false },
              })
            }
          >
            只看撤回的
          </Checkbox>
        </div>
        {doing?.what === 'record' && <RecordForm enterpriseId={id} kind={kind} record={null} onDone={done} />}
        {doing?.what === 'correct' && (
          <RecordForm key={doing.record.id} enterpriseId={id} kind={kind} record={doing.record} onDone={done} />
        )}
        {doing?.what === 'withdraw' && (
          <WithdrawForm key={doing.record.id} enterpriseId={id} record={doing.record} onDone={done} />
        )}
        <RecordList
          enterpriseId={id}
          kind={kind}
          asOf={asOf}
          writes={writes}
          withdrawn={withdrawn}
          checkedOn={summary.data.items.find((one) => one.kind === kind.kind)?.checkedOn ?? null}
          after={search.after}
          page={Math.max(1, Number(search.page) || 1)}
          onCorrect={(record) => begin({ what: 'correct', record })}
          onWithdraw={(record) => begin({ what: 'withdraw', record })}
        />
      </section>
      <section className="panel" aria-labelledby="evidence-changes">
        <h2 id="evidence-changes">佐证变更记录</h2>
        <ChangeList enterpriseId={id} kinds={kinds.data.items} />
      </section>
    </>
  );
}
