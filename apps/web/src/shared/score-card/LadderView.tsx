import { type BandStep, pointsNumber, stepStand } from '@tidu/criteria';
import type { Ladder } from './ladder';
import './ladder.css';

const stand = (step: BandStep) => (step.reached === true ? 'here' : step.reached === null ? 'open' : 'not');

/** The bands of an indicator with the mark of the enterprise on them: the sign of this house. */
export function LadderView({ ladder, value }: { ladder: Ladder; value: string | null }) {
  return ladder.shape === 'stairs' ? <Stairs ladder={ladder} value={value} /> : <Lines ladder={ladder} />;
}

function Stairs({ ladder, value }: { ladder: Ladder; value: string | null }) {
  return (
    <ol className="stairs" aria-label="分档">
      {ladder.steps.map((step) => {
        const at = stand(step);
        return (
          <li key={step.label} className={`stairs__step stairs__step--${at}`}>
            <span className="stairs__mark" aria-hidden="true">
              {at === 'here' ? `${value ?? ''} ▾` : at === 'open' ? '?' : ''}
            </span>
            <span className="stairs__points">{pointsNumber(step.points)} 分</span>
            <span className="stairs__bar" style={{ height: `${4 + (step.points / ladder.most) * 34}px` }} />
            <span className="stairs__label">
              {step.label}
              {at !== 'not' && <span className="visually-hidden">，{stepStand(step)}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function Lines({ ladder }: { ladder: Ladder }) {
  return (
    <ol className="rungs" aria-label="分档">
      {ladder.steps.map((step, index) => {
        const at = stand(step);
        return (
          <li key={index} className={`rungs__step rungs__step--${at}`}>
            <span className="rungs__mark" aria-hidden="true">
              {at === 'here' ? '▸' : at === 'open' ? '?' : ''}
            </span>
            <span className="rungs__label">
              {step.label}
              {at !== 'not' && <span className="visually-hidden">，{stepStand(step)}</span>}
            </span>
            <span className="number">{pointsNumber(step.points)} 分</span>
          </li>
        );
      })}
    </ol>
  );
}
