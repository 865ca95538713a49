import { Button } from 'antd';
import { useId } from 'react';
import { rangeOf, round } from './slider-range';
import type { Threshold } from './rehearsals.queries';

interface ThresholdSliderProps {
  threshold: Threshold;
  value: number;
  /** Where the bands beside it stand now. */
  from: number | null;
  to: number | null;
  onMove: (value: number) => void;
}

/** One threshold as a slider with its number beside it; the published value is one press away. */
export function ThresholdSlider({ threshold, value, from, to, onMove }: ThresholdSliderProps) {
  const id = useId();
  const { min, max, step } = rangeOf({ value: threshold.value, from, to });
  const moved = value !== threshold.value;
  return (
    <li className={`threshold${moved ? ' threshold--moved' : ''}`}>
      <label htmlFor={id} className="threshold__label">
        <b>{threshold.label}</b> <span className="quiet">{threshold.shown}</span>
      </label>
      <input
        id={id}
        type="range"
        className="threshold__range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={`${value}${threshold.suffix || '分'}`}
        onChange={(event) => onMove(round(Number(event.target.value)))}
      />
      <output className="threshold__value number" htmlFor={id}>
        {value}
        {threshold.suffix}
      </output>
      <Button
        size="small"
        disabled={!moved}
        aria-label={`恢复 ${threshold.label} ${threshold.shown}`}
        onClick={() => onMove(threshold.value)}
      >
        恢复
      </Button>
    </li>
  );
}
