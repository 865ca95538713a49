import { Button, Radio } from 'antd';
import { useState } from 'react';
import { FieldGroup } from '../../../shared/ui/Field';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { TextField } from '../../../shared/ui/TextField';
import { May } from '../../../shared/session/May';
import { type Conflict, useConflicts, useResolve } from './figures.queries';
import { SaidBySource, voiceKey, voiceLabel } from './SaidBySource';

/** Where the sources of this enterprise disagree, which one counts, and the place to decide otherwise. */
export function ConflictList({ enterpriseId, asOf }: { enterpriseId: string; asOf: string | undefined }) {
  const { data, error, refetch } = useConflicts(enterpriseId, asOf);
  return (
    <section className="panel" aria-labelledby="conflicts">
      <h2 id="conflicts">来源冲突</h2>
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="正在比较来源" />
      ) : data.items.length === 0 ? (
        <p className="quiet">各来源没有不一致的数。</p>
      ) : (
        <ul className="findings">
          {data.items.map((conflict) => (
            <li key={`${conflict.year} ${conflict.fact}`}>
              <ConflictItem enterpriseId={enterpriseId} conflict={conflict} past={asOf !== undefined} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ConflictItem(props: { enterpriseId: string; conflict: Conflict; past: boolean }) {
  const { enterpriseId, conflict, past } = props;
  const [deciding, setDeciding] = useState(false);
  const { year, label, values, resolution } = conflict;
  return (
    <>
      <p>
        <strong>
          {year} 年 {label.replace(/\((上年度|上年末|当年度)\)/, '')}
        </strong>
      </p>
      <SaidBySource {...{ enterpriseId, year, fact: conflict.fact, values, past }} />
      <p className="quiet">
        {resolution
          ? `${resolution.resolvedByName}定为以${voiceLabel(resolution)}为准：${resolution.reason}`
          : '按取数优先级，还没有人核定。'}
        {resolution?.outdated && <strong className="evidence__wrong"> 核定之后又有来源改了数，请重新核对。</strong>}
      </p>
      {!past && (
        <May what="figures.resolve">
          <Button size="small" onClick={() => setDeciding(!deciding)} aria-expanded={deciding}>
            {deciding ? '收起' : resolution ? '改定' : '核定以谁为准'}
          </Button>
        </May>
      )}
      {deciding && !past && (
        <ResolveForm
          enterpriseId={enterpriseId}
          terms={{ year, fact: conflict.fact, values, replaces: resolution?.id }}
          onDone={() => setDeciding(false)}
        />
      )}
    </>
  );
}

interface ResolveTerms {
  year: number;
  fact: string;
  values: Conflict['values'];
  replaces: string | undefined;
}

/** Which source counts, and why. */
export function ResolveForm(props: { enterpriseId: string; terms: ResolveTerms; onDone: () => void }) {
  const { enterpriseId, terms, onDone } = props;
  const { year, fact, values, replaces } = terms;
  const [chosen, setChosen] = useState(values.find(({ believed }) => believed));
  const [reason, setReason] = useState('');
  const resolve = useResolve(enterpriseId);
  const ready = chosen !== undefined && reason.trim().length >= 2;
  return (
    <form
      className="small-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!chosen) return;
        const { source, record } = chosen;
        const terms = { year, fact, source, ...(record && { recordId: record.id }), reason };
        resolve.mutate({ ...terms, ...(replaces && { replaces }) }, { onSuccess: onDone });
      }}
    >
      <FieldGroup label="以哪个来源为准">
        <Radio.Group
          value={chosen && voiceKey(chosen)}
          onChange={(event) => setChosen(values.find((one) => voiceKey(one) === event.target.value))}
        >
          {values.map((one) => (
            <Radio key={voiceKey(one)} value={voiceKey(one)}>
              {voiceLabel(one)}（{one.display}）
            </Radio>
          ))}
        </Radio.Group>
      </FieldGroup>
      <TextField
        label="理由"
        hint="记入审计；只对这家企业、这一年、这一项有效，下次评价起生效"
        lines={2}
        max={1000}
        value={reason}
        onChange={setReason}
      />
      <div className="small-form__act">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={resolve.isPending}>
          核定
        </Button>
        {!ready && <span className="quiet">先选来源、写理由</span>}
      </div>
      {resolve.error && <ProblemView error={resolve.error} />}
    </form>
  );
}
