import { type Interval, pointsNumber } from '@tidu/criteria';
import './interval-bar.css';

interface IntervalBarProps {
  points: Interval;
  full: number;
  /** Least points asked for. */
  line: number | null;
  large?: boolean;
}

/** Points on the way to the full number: what is sure filled, what is open hatched, the line drawn in. */
export function IntervalBar({ points, full, line, large }: IntervalBarProps) {
  const share = (value: number) => `${Math.max(0, Math.min(100, (value / full) * 100))}%`;
  return (
    <span className={`interval-bar${large ? ' interval-bar--large' : ''}`} aria-hidden="true">
      <span className="interval-bar__track">
        <span className="interval-bar__sure" style={{ width: share(points.min) }} />
        <span
          className="interval-bar__open"
          style={{ left: share(points.min), width: share(points.max - points.min) }}
        />
        {line !== null && <span className="interval-bar__line" style={{ left: share(line) }} />}
      </span>
      {large && (
        <span className="interval-bar__scale">
          <span>0</span>
          {line !== null && line < full && (
            <span className="interval-bar__at" style={{ left: share(line) }}>
              {pointsNumber(line)} 分线
            </span>
          )}
          <span>{pointsNumber(full)}</span>
        </span>
      )}
    </span>
  );
}
