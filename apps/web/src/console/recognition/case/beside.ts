import { exactAmount, formatAmount, formatDecimal, formatPercent } from '../../../shared/format/amounts';
import type { components } from '../../../shared/api/console.gen';
import type { CaseFact } from '../recognition.queries';

type FigureSet = components['schemas']['FigureSetDto'];
type FigureValue = FigureSet['values'][number];

/** A figure of the register beside what an enterprise stated. */
export interface Beside {
  label: string;
  text: string;
  /** Whether it says something else than the application. */
  differs: boolean;
}

/** What others say of the same figure of the same year, and what was said of the year before. */
export function besides(fact: CaseFact, sets: readonly FigureSet[]): { others: Beside[]; lastYear: Beside[] } {
  const { figure } = fact;
  if (figure === null) return { others: [], lastYear: [] };
  const said = (year: number) =>
    sets.flatMap(({ year: of, sourceLabel, values }) => {
      const value = of === year ? values.find(({ code }) => code === figure.code) : undefined;
      return value ? [{ label: sourceLabel, text: figureText(value), differs: value.value !== fact.value }] : [];
    });
  const lastYear = said(figure.year - 1).map((one) => ({
    ...one,
    label: `${figure.year - 1} ${one.label}`,
    differs: false,
  }));
  return { others: said(figure.year), lastYear };
}

/** A figure as people read it: amounts in 万元. */
export function figureText({
  type,
  unit,
  value,
  valueLabel,
}: Pick<FigureValue, 'type' | 'unit' | 'value' | 'valueLabel'>): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (valueLabel !== null) return valueLabel;
  if (type === 'money') return `${formatAmount(value, '万元')} 万元`;
  if (type !== 'integer' && type !== 'decimal') return value;
  return unit === '1' ? formatPercent(value) : `${formatDecimal(value)}${unit === '' ? '' : ` ${unit}`}`;
}

/** The exact value, for who hovers. */
export const exactText = ({ unit, value }: Pick<CaseFact, 'unit' | 'value'>): string | undefined =>
  unit === '元' && typeof value === 'string' ? exactAmount(value) : undefined;
