import { cleanText, DomainError, formatScaled, groupDigits, readScaled, toHalfWidth } from '@tidu/kernel';
import { displayFact } from '../explain/display';
import type { FactDefinition, FactValue } from '../fact';
import type { FactDictionary } from '../fact-dictionary';
import { readFacts } from '../facts-reader';

/** In what amounts are typed; chosen once for the whole form. */
export type MoneyUnit = '元' | '万元' | '亿元';
export const moneyUnits: readonly MoneyUnit[] = ['万元', '元', '亿元'];

/** An answer that says “I don't know”: the fact stays missing, the question is dealt with. */
export const unsure = '?';

/** What was typed, read: the value (null for none), or what is wrong with it in words. */
export interface ReadAnswer {
  value: FactValue;
  /** What is wrong and what to write instead; null when nothing is. */
  problem: string | null;
  /** The value as it is understood, in 亿元 or 万元; null where the field says it already. */
  echo: string | null;
}

const decimals = 12;
const shiftOf: Readonly<Record<MoneyUnit, number>> = { 元: 0, 万元: 4, 亿元: 8 };

/** The digits of a typed or pasted number without what spreadsheets put around them; a last point is still being typed. */
function bare(text: string): string {
  return toHalfWidth(text)
    .replace(/[,\s_]/g, '')
    .replace(/−/g, '-')
    .replace(/\.$/, '');
}

/** The decimal text moved by powers of ten, exactly; a fault where it is no decimal. */
function moved(text: string, by: number): { text: string } | { code: string } {
  const scaled = readScaled(text, decimals, { shift: by, exponent: true });
  if (typeof scaled === 'bigint') return { text: formatScaled(scaled, decimals) };
  if (scaled === 'tooPrecise') return { code: 'CRITERIA.TOO_PRECISE' };
  return { code: scaled === 'tooLarge' ? 'CRITERIA.OUT_OF_RANGE' : 'CRITERIA.NOT_A_NUMBER' };
}

const isNumber = ({ type }: FactDefinition): boolean => type === 'money' || type === 'decimal' || type === 'integer';
const powerOf = (fact: FactDefinition, unit: MoneyUnit): number =>
  fact.type === 'money' ? shiftOf[unit] : fact.unit === '1' ? -2 : 0;

/**
 * Reads one answer by the one reader of facts; nothing is rounded or guessed. Ratios are typed in per cent, amounts in
 * the unit of the form. What is refused is said in the words of the form.
 */
export function readAnswer(
  fact: FactDefinition,
  text: string,
  unit: MoneyUnit,
  dictionary: FactDictionary,
): ReadAnswer {
  if (text === unsure || cleanText(text) === '') return { value: null, problem: null, echo: null };
  const refused = (code: string, otherwise: string): ReadAnswer => ({
    ...{ value: null, echo: null },
    problem: refusal(code, fact, unit) ?? otherwise,
  });
  let json: string | boolean = fact.type === 'boolean' ? text === 'true' : cleanText(text);
  if (isNumber(fact)) {
    const number = moved(bare(text), powerOf(fact, unit));
    if ('code' in number) return refused(number.code, '');
    json = number.text;
  }
  try {
    const value = readFacts(JSON.stringify({ [fact.code]: json }), dictionary).get(fact.code) ?? null;
    return { value, problem: null, echo: fact.type === 'money' ? displayFact(fact, value) : null };
  } catch (error) {
    if (error instanceof DomainError) return refused(error.code, error.message);
    throw error;
  }
}

/** What is wrong, in the words and the unit of the form; null for what a form can't bring about. */
function refusal(code: string, fact: FactDefinition, unit: MoneyUnit): string | null {
  const money = fact.type === 'money';
  switch (code) {
    case 'CRITERIA.NOT_A_NUMBER':
      return `请只写数字、小数点和负号，${money ? `单位已在上方选为${unit}` : '不写单位'}；没有这个数就留空。`;
    case 'CRITERIA.TOO_PRECISE':
      return money
        ? '金额最多精确到分（0.01 元），请改为准确的数。'
        : `${places(fact)}，不自动四舍五入，请改为准确的数。`;
    case 'CRITERIA.OUT_OF_RANGE':
      return `可填 ${rangeText(fact, unit)}，请检查数值和单位。`;
    case 'CRITERIA.NOT_A_CODE':
      return '请只写代码的数字和字母。';
    default:
      return null;
  }
}

function places(fact: FactDefinition): string {
  const kept = fact.unit === '1' ? fact.scale - 2 : fact.scale;
  return kept === 0 ? '应为整数' : `最多 ${kept} 位小数`;
}

/** What may be typed into the field, in the field's own unit. */
function rangeText(fact: FactDefinition, unit: MoneyUnit): string {
  const shown = (bound: bigint | null) => groupDigits(formatScaled(bound ?? 0n, fact.scale + powerOf(fact, unit)));
  return `${shown(fact.min)} 至 ${shown(fact.max)} ${fieldUnit(fact, unit)}`.trim();
}

/** The unit beside the field; empty for what has none. */
export function fieldUnit(fact: FactDefinition, unit: MoneyUnit): string {
  if (fact.type === 'money') return unit;
  return fact.unit === '1' ? '%' : fact.unit;
}

/** The same amount in another unit, so that choosing a unit later changes no value; what cannot be read stays. */
export function inUnit(text: string, from: MoneyUnit, to: MoneyUnit): string {
  const amount = moved(bare(text), shiftOf[from] - shiftOf[to]);
  return 'text' in amount ? amount.text : text;
}
