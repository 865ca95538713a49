import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../../shared/format/times';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { TextField } from '../../../shared/ui/TextField';
import { May } from '../../../shared/session/May';
import { nextStep } from './flag-words';
import { FlagValues } from './FlagValues';
import { type Flag, useExplainFlag, useFlags, useReopenFlag } from './figures.queries';

/** What looks wrong in the figures of this enterprise. */
export function FlagList({ enterpriseId }: { enterpriseId: string }) {
  const { data, error, refetch } = useFlags(enterpriseId);
  if (data?.items.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="flags">
      <h2 id="flags">数据疑点</h2>
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="正在读取疑点" />
      ) : (
        <ul className="findings">
          {data.items.map((flag) => (
            <li key={flag.id}>
              <p>
                <strong>{flag.checkLabel}</strong> <span className="quiet">{flag.year} 年</span>
              </p>
              <FlagValues flag={flag} />
              <FlagAct flag={flag} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What became of a flag, and the place to say why the figures are right all the same. */
export function FlagAct({ flag }: { flag: Flag }) {
  const [open, setOpen] = useState(false);
  const reopen = useReopenFlag();
  if (flag.state === 'explained') {
    return (
      <>
        <p className="quiet">
          {flag.explainedByName} {flag.explainedAt && formatInstant(flag.explainedAt)}说明：{flag.explanation}
        </p>
        <May what="figures.check">
          <Button size="small" loading={reopen.isPending} onClick={() => reopen.mutate(flag)}>
            收回说明，重新核对
          </Button>
        </May>
        {reopen.error && <ProblemView error={reopen.error} />}
      </>
    );
  }
  if (flag.state === 'gone')
    return (
      <p className="quiet">{flag.goneAt && formatInstant(flag.goneAt)} 再查时已说得通：数据改过，或检查放宽了。</p>
    );
  return (
    <>
      <p>{nextStep(flag)}</p>
      <May what="figures.check">
        <Button size="small" onClick={() => setOpen(!open)} aria-expanded={open}>
          {open ? '收起' : '没有错，说明缘由'}
        </Button>
      </May>
      {open && <ExplainForm flag={flag} onDone={() => setOpen(false)} />}
    </>
  );
}

function ExplainForm({ flag, onDone }: { flag: Flag; onDone: () => void }) {
  const [explanation, setExplanation] = useState('');
  const explain = useExplainFlag();
  const ready = explanation.trim().length >= 2;
  return (
    <form
      className="small-form"
      onSubmit={(event) => {
        event.preventDefault();
        explain.mutate({ id: flag.id, version: flag.version, explanation }, { onSuccess: onDone });
      }}
    >
      <TextField
        label="为什么没有错"
        hint="数据确有错的，请更正数据；说明只对现在的数值有效，数值再变会重新提示"
        lines={2}
        max={1000}
        value={explanation}
        onChange={setExplanation}
      />
      <div className="small-form__act">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={explain.isPending}>
          保存说明
        </Button>
      </div>
      {explain.error && <ProblemView error={explain.error} />}
    </form>
  );
}
