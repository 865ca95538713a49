import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useEffect, useState } from 'react';
import { May } from '../../shared/session/May';
import { CreditCode } from '../../shared/ui/CreditCode';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import {
  useDecideTie,
  useDisclose,
  useDiscard,
  useFreeze,
  useSnapshotRows,
  type WholeSnapshot,
} from './yearly.queries';

/** What a preview waits for: a decision on those tied at the line, then somebody else who freezes it. */
export function Review({ snapshot }: { snapshot: WholeSnapshot }) {
  const freeze = useFreeze(snapshot.id);
  const discard = useDiscard(snapshot.id);
  const disclose = useDisclose(snapshot.id);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: job, error: lost } = useJob(freeze.data?.jobId);
  const isFreezing = freeze.isPending || (job !== undefined && !isOver(job));
  useEffect(() => {
    if (job?.state === 'succeeded') void queries.invalidateQueries({ queryKey: ['yearly'] });
  }, [job?.state, queries]);
  if (snapshot.state !== 'preview') {
    if (snapshot.disclosedAt || snapshot.demo || snapshot.state === 'superseded')
      return <Decision snapshot={snapshot} />;
    return (
      <>
        <Decision snapshot={snapshot} />
        <May what="rankings.freeze">
          <section className="panel stacked" aria-labelledby="disclosure">
            <h2 id="disclosure">公开</h2>
            <p className="quiet">
              公开后人人可看名次（企业名称遮盖，不带数据），可按统一社会信用代码查自己在不在名单里。公开以后不能收回，只能以更正版取代。
            </p>
            <div className="acts">
              <Button loading={disclose.isPending} onClick={() => disclose.mutate()}>
                公开这份排名
              </Button>
            </div>
            {disclose.error && <ProblemView error={disclose.error} />}
          </section>
        </May>
      </>
    );
  }
  const isOpen = snapshot.tied > 0 && !snapshot.decision;
  return (
    <section className="panel stacked" aria-labelledby="review">
      <h2 id="review">复核冻结</h2>
      {isOpen && snapshot.tie ? <TieForm snapshot={snapshot} tie={snapshot.tie} /> : <Decision snapshot={snapshot} />}
      <p>
        由 {snapshot.createdByName}（生成的人）以外的人核对名单、标记和口径后冻结。冻结以后名单不能再改，有错做更正版。
      </p>
      <div className="acts">
        <May what="rankings.freeze">
          <Button
            type="primary"
            disabled={isOpen}
            loading={isFreezing}
            onClick={() => freeze.mutate(snapshot.rowsRoot)}
          >
            核对无误，冻结
          </Button>
        </May>
        <May what="rankings.create">
          <Button
            danger
            disabled={isFreezing}
            loading={discard.isPending}
            onClick={() =>
              discard.mutate(undefined, { onSuccess: () => void navigate({ to: '/console/yearly-rankings' }) })
            }
          >
            舍弃这份预览
          </Button>
        </May>
        {isOpen && <span className="quiet">入围线上的同分还没有决定，不能冻结</span>}
      </div>
      {(freeze.error ?? discard.error ?? lost) && <ProblemView error={freeze.error ?? discard.error ?? lost} />}
      {job && <JobProgress job={job} title="逐行核对并冻结" unit="行" />}
    </section>
  );
}

/** Rows of those tied at the line; of more than these a person decides by their codes. */
const mostTied = 200;

function Decision({ snapshot: { id, decision } }: { snapshot: WholeSnapshot }) {
  return decision && <Decided id={id} decision={decision} />;
}

/** Who was chosen among those tied, by whom, and why. */
function Decided({ id, decision }: { id: string; decision: NonNullable<WholeSnapshot['decision']> }) {
  const { data } = useSnapshotRows(id, { line: 'tied' }, undefined, mostTied);
  const nameOf = (code: string) => data?.items.find(({ creditCode }) => creditCode === code)?.name;
  return (
    <>
      <p>
        入围线上同分的取舍：{decision.by}决定下列企业入围，理由：{decision.reason}
      </p>
      <ul>
        {decision.chosen.map((code) => (
          <li key={code}>
            {nameOf(code)} <CreditCode code={code} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Who of those tied is in: as many as places are left, with a reason. */
function TieForm({ snapshot, tie }: { snapshot: WholeSnapshot; tie: NonNullable<WholeSnapshot['tie']> }) {
  const decide = useDecideTie(snapshot.id);
  const { data } = useSnapshotRows(snapshot.id, { line: 'tied' }, undefined, mostTied);
  const [chosen, setChosen] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  return (
    <SendForm
      className="stacked yearly__form"
      label="决定入围线上同分的取舍"
      sending={decide}
      onSend={() => decide.mutate({ chosen, reason: reason.trim() })}
      verb="决定取舍"
      ready={chosen.length === tie.places && reason.trim().length >= 2}
      lacking={`请正好选 ${tie.places} 家，并写明理由`}
    >
      <p className="yearly__warning">
        入围线上 {tie.codes.length} 家同分，还有 {tie.places} 个名额，数据分不出先后：请写明理由决定哪几家入围。
      </p>
      <Checkbox.Group
        className="yearly__choices"
        value={chosen}
        onChange={(values) => setChosen(values)}
        options={(data?.items ?? []).map(({ creditCode, name, score }) => ({
          value: creditCode,
          label: `${name}（${creditCode}，${score ?? ''} 分）`,
        }))}
      />
      <TextField label="理由（必填）" max={500} value={reason} onChange={setReason} />
    </SendForm>
  );
}
