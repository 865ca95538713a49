import type { ThresholdPlace } from './shown-number';
import './threshold-bar.css';

interface ThresholdBarProps {
  place: ThresholdPlace;
  met: boolean;
}

/** A value against its line: the line in the middle, the side that passes tinted. The words beside it say the rest. */
export function ThresholdBar({ place, met }: ThresholdBarProps) {
  return (
    <span className={`threshold-bar threshold-bar--${place.passes}`} aria-hidden="true">
      <span className="threshold-bar__line" />
      <span
        className={`threshold-bar__value threshold-bar__value--${met ? 'met' : 'unmet'}${place.beyond ? ' is-beyond' : ''}`}
        style={{ left: `${place.at * 100}%` }}
      />
    </span>
  );
}
