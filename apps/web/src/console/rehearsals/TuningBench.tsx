import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { DemoMark } from '../../shared/ui/DemoMark';
import { Outcome } from '../../shared/ui/Outcome';
import { OutcomeBar } from '../../shared/ui/OutcomeBar';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { ChangeSummary } from './ChangeSummary';
import { ThresholdSlider } from './ThresholdSlider';
import { round } from './slider-range';
import { useTuning } from './use-tuning';
import type { Threshold, Tuning, TuningResult } from './rehearsals.queries';

/** The value of the band that stands at `bound` when nothing is moved, where it stands now. */
function boundOf(
  tuning: Tuning,
  values: ReadonlyMap<string, number>,
  one: Threshold,
  bound: number | null,
): number | null {
  if (bound === null) return null;
  const beside = tuning.thresholds.find((other) => other.clauseId === one.clauseId && other.value === bound);
  return beside ? (values.get(beside.key) ?? bound) : bound;
}

/** Who is counted, and who is not. */
function populationWords({ year, demo, demoLeftOut }: Tuning): string {
  const counted = `${year} 年度有事实表的企业`;
  if (demo) return `计入：${counted}；登记簿里还没有真实企业的数据，这里用的是演示企业。`;
  const left = demoLeftOut > 0 ? `未计入：演示企业 ${formatCount(demoLeftOut)} 家，因为已有真实企业，两者不混算。` : '';
  return `计入：${counted}。${left}`;
}

function Nearest({ result }: { result: TuningResult | undefined }) {
  const nearest = result?.nearest ?? [];
  return (
    <section className="panel" aria-labelledby="nearest">
      <h2 id="nearest">离这个门槛最近、结果因此变化的企业</h2>
      {nearest.length === 0 ? (
        <p className="quiet">{result ? '没有企业的结果因此变化。' : '移动一个门槛，这里列出最先受影响的企业。'}</p>
      ) : (
        <ol className="nearest">
          {nearest.map((one) => (
            <li key={one.enterpriseId}>
              <Link to="/console/enterprises/$id" params={{ id: one.enterpriseId }}>
                {one.name}
              </Link>
              <span className="number">{one.shown}</span>
              <span className="nearest__change">
                <Outcome outcome={one.old} /> → <Outcome outcome={one.new} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** Thresholds of one standard over everybody of the year: the counts follow the hand. */
export function TuningBench({ tuning }: { tuning: Tuning }) {
  const { result, error, move } = useTuning(tuning.id);
  const [values, setValues] = useState<ReadonlyMap<string, number>>(new Map());
  const change = (key: string, value: number) => {
    setValues((before) => new Map(before).set(key, value));
    void move({ key, value: round(value) });
  };
  return (
    <div className="tuning">
      <section className="panel tuning__counts" aria-labelledby="counts">
        <h2 id="counts">
          {tuning.standardName} · {tuning.year} 年度 · {formatCount(tuning.total)} 家 <PreAssessment />{' '}
          {tuning.demo && <DemoMark />}
        </h2>
        <p className="quiet">{populationWords(tuning)}</p>
        <div aria-live="polite">
          <p className="quiet">
            现行门槛
            <OutcomeBar counts={tuning.counts} />
          </p>
          <p>
            试调后
            <OutcomeBar counts={result?.counts ?? tuning.counts} />
          </p>
          {result && <ChangeSummary counts={result.changes} without={['points']} />}
        </div>
        {error !== undefined && <ProblemView error={error} />}
      </section>
      <section className="panel" aria-labelledby="thresholds">
        <h2 id="thresholds">门槛</h2>
        <ul className="thresholds">
          {tuning.thresholds.map((one) => (
            <ThresholdSlider
              key={one.key}
              threshold={one}
              value={values.get(one.key) ?? one.value}
              from={boundOf(tuning, values, one, one.from)}
              to={boundOf(tuning, values, one, one.to)}
              onMove={(value) => change(one.key, value)}
            />
          ))}
        </ul>
      </section>
      <Nearest result={result} />
      {result && (
        <div className="tuning__now" aria-hidden="true">
          试调后 <OutcomeBar counts={result.counts} />
        </div>
      )}
    </div>
  );
}
