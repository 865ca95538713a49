import { cleanText, formatYuanShort, readScaled, toHalfWidth, YUAN_UNITS } from '@tidu/kernel';
import type { DraftFact, Entry } from '../portal.queries';

/** In what amounts are typed; chosen once for the whole form. */
export type EntryUnit = keyof typeof YUAN_UNITS;
export const entryUnits: readonly EntryUnit[] = ['万元', '元', '亿元'];

/** What stands in the fields, by fact; what was emptied is empty. */
export type Typed = Readonly<Record<string, string>>;

/** What was typed as the server keeps it: empty fields are left out, they say nothing. */
export function entriesOf(typed: Typed, facts: readonly DraftFact[], unit: EntryUnit): Entry[] {
  return facts.flatMap((fact): Entry[] => {
    const value = cleanText(typed[fact.code] ?? '');
    if (value === '') return [];
    const { code, type } = fact;
    return type === 'money' ? [{ code, value, unit }] : [{ code, value, ...(fact.unit === '1' && { unit: '%' }) }];
  });
}

/** The fields as a saved draft left them; amounts were all saved in one unit. */
export function typedOf(entries: readonly Entry[]): { typed: Typed; unit: EntryUnit } {
  const unit = entries.find((entry) => entryUnits.some((one) => one === entry.unit))?.unit as EntryUnit | undefined;
  return {
    typed: Object.fromEntries(entries.map(({ code, value }) => [code, value ?? ''])),
    unit: unit ?? '万元',
  };
}

/** The unit behind a field. */
export const fieldUnitOf = (fact: DraftFact, unit: EntryUnit): string =>
  fact.type === 'money' ? unit : fact.unit === '1' ? '%' : fact.unit;

/** An amount as it is understood, in 亿 and 万 words; null where it can't be read. */
export function echoOf(fact: DraftFact, text: string, unit: EntryUnit): string | null {
  if (fact.type !== 'money') return null;
  const bare = toHalfWidth(cleanText(text)).replace(/[,\s]/g, '').replace(/−/g, '-');
  const fen = bare === '' ? null : readScaled(bare, 2, { shift: YUAN_UNITS[unit] });
  return typeof fen === 'bigint' ? formatYuanShort(fen) : null;
}

/** A submitted value in words beside the field. */
export function knownText(fact: DraftFact, value: string): string {
  if (fact.type === 'boolean') return value === 'true' ? '是' : '否';
  if (fact.type === 'enum') return fact.valueLabels[fact.values.indexOf(value)] ?? value;
  if (fact.type === 'money') {
    const fen = readScaled(value, 2);
    return typeof fen === 'bigint' ? formatYuanShort(fen) : value;
  }
  const plain = value.includes('.') ? value.replace(/\.?0+$/, '') : value;
  if (fact.unit !== '1') return `${plain}${fact.unit}`;
  const ratio = readScaled(value, 12);
  return typeof ratio === 'bigint' ? `${Number(ratio) / 1e10}%` : value;
}
