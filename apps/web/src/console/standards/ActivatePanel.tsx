import { systemClock, today } from '@tidu/kernel';
import { Button } from 'antd';
import { useState } from 'react';
import { asProblem } from '../../shared/api/problem';
import { DayField } from '../../shared/ui/DayField';
import { acceptsDay } from '../../shared/ui/DayInput';
import { ProblemView } from '../../shared/ui/ProblemView';
import { activationWords } from './release-words';
import { type StandardDetail, useActivateRelease } from './standards.queries';

/** Puts the shown version to use, after saying what that will do. */
export function ActivatePanel({ standard }: { standard: StandardDetail }) {
  const { id, version, release, releases, review } = standard;
  const activate = useActivateRelease();
  const [asked, setAsked] = useState(false);
  const [fromDay, setFromDay] = useState('');
  const inUse = releases.find(({ state }) => state === 'active')?.version ?? null;
  if (release.state === 'active') return null;
  if (!asked) {
    return (
      <section className="panel activate" aria-label="启用">
        <p>
          <strong>
            您看到的第 {version} 版{inUse === null ? '还没有启用' : `不是在用的版本，在用的是第 ${inUse} 版`}。
          </strong>{' '}
          {review.says}
        </p>
        <div>
          <Button onClick={() => setAsked(true)}>启用第 {version} 版…</Button>
        </div>
      </section>
    );
  }
  const day = today(systemClock);
  const fault = !acceptsDay(fromDay)
    ? '请写成 2027-01-01 这样的日期，或留空'
    : fromDay !== '' && fromDay < day
      ? `不能早于今天（${day}）：过去的日子用的是当时的版本`
      : undefined;
  return (
    <section className="panel activate" aria-labelledby="activate">
      <h2 id="activate">启用第 {version} 版</h2>
      <p role="status">{activationWords(version, inUse, fromDay, day)}</p>
      <p className="quiet">{review.says}</p>
      <DayField
        label="自哪天起"
        hint="不填为今天；可以是以后的日子，到那天自动换用"
        error={fault}
        value={fromDay}
        onChange={setFromDay}
      />
      <div className="acts">
        <Button
          type="primary"
          disabled={fault !== undefined}
          loading={activate.isPending}
          onClick={() =>
            activate.mutate({ id, version, fromDay, expected: inUse }, { onSuccess: () => setAsked(false) })
          }
        >
          确认启用第 {version} 版
        </Button>
        <Button onClick={() => setAsked(false)}>先不启用</Button>
      </div>
      {activate.error && <ProblemView error={activate.error} />}
      {asProblem(activate.error).code === 'SCORING.SAME_PERSON' && <AskColleague />}
    </section>
  );
}

/** What who published can do now: hand the page to a colleague. */
function AskColleague() {
  return (
    <p className="activate__colleague" role="note">
      请把这个地址发给另一位经办人，由他核对上面的不同之处以后启用；您的页面不必留着。
      <span className="code">{window.location.href}</span>
    </p>
  );
}
