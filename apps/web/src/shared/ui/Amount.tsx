import { type AmountUnit, exactAmount, formatAmount } from '../format/amounts';
import { Unknown } from './Unknown';

/** An amount in the unit of its column; the exact value in 元 on hover. */
export function Amount({ yuan, unit }: { yuan: string | null | undefined; unit: AmountUnit }) {
  if (yuan === null || yuan === undefined) return <Unknown />;
  return (
    <span className="number" title={exactAmount(yuan)}>
      {formatAmount(yuan, unit)}
    </span>
  );
}
