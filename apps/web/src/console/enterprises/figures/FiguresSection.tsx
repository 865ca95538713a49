import { getRouteApi } from '@tanstack/react-router';
import { type AmountUnit, amountUnits } from '../../../shared/format/amounts';
import { FiguresTable } from '../FiguresTable';
import type { SectionProps } from '../section-props';

const route = getRouteApi('/console/enterprises/$id');

/** Three years of figures, side by side by source. */
export function FiguresSection({ enterprise }: SectionProps) {
  const { unit: unitText } = route.useSearch();
  const navigate = route.useNavigate();
  const unit: AmountUnit = unitText !== undefined && unitText in amountUnits ? (unitText as AmountUnit) : '万元';
  return (
    <section className="panel" aria-labelledby="figures">
      <h2 id="figures">年度数据</h2>
      <FiguresTable
        enterpriseId={enterprise.id}
        unit={unit}
        onUnit={(next) =>
          void navigate({ search: (now) => ({ ...now, unit: next }), replace: true, resetScroll: false })
        }
      />
    </section>
  );
}
