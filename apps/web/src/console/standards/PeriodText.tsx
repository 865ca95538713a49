import { Confidence } from '../../shared/ui/Confidence';
import type { components } from '../../shared/api/console.gen';

type Period = components['schemas']['PeriodDto'];

/** From when until when a standard is in force for one purpose. */
export function PeriodText({ period }: { period: Period | undefined }) {
  if (!period) return <span className="quiet">不适用</span>;
  return (
    <span className="number">
      {period.from ?? '起始未定'} 至 {period.to ?? '今'}
      {period.confidence !== 'A' && (
        <>
          {' '}
          <Confidence of={period.confidence} />
        </>
      )}
    </span>
  );
}
