import {
  type Evaluator,
  fieldUnit,
  type FactDictionary,
  type FactValue,
  type MoneyUnit,
  moneyUnits,
  type ReadAnswer,
  readAnswer,
  readFacts,
} from '@tidu/criteria';
import { cleanText } from '@tidu/kernel';
import type { AskedFact, Declaration } from './declaration.queries';

/** What stands in the form. */
export interface Typed {
  unit: MoneyUnit;
  texts: Readonly<Record<string, string>>;
  evidence: Declaration['evidence'];
}

/** The form as it was saved; amounts were all saved in one unit. */
export function typedOf({
  unit,
  answers,
  evidence = [],
}: Pick<Declaration, 'unit' | 'answers'> & Partial<Pick<Declaration, 'evidence'>>): Typed {
  return { unit, evidence, texts: Object.fromEntries(answers.map(({ code, text }) => [code, text])) };
}

/** What is sent: empty fields say nothing and are left out. */
export function answersOf({ texts, unit }: Typed, dictionary: FactDictionary) {
  return Object.entries(texts).flatMap(([code, text]) => {
    const fact = dictionary.find(code);
    return fact && cleanText(text) !== '' ? [{ code, text: cleanText(text), unit: fieldUnit(fact, unit) }] : [];
  });
}

export function readTyped({ slots, dictionary }: Evaluator, { texts, unit }: Typed): Map<string, ReadAnswer> {
  return new Map(slots.map((code) => [code, readAnswer(dictionary.get(code), texts[code] ?? '', unit, dictionary)]));
}

/** A value of the interface as the evaluator takes it. */
export function valueOf(dictionary: FactDictionary, code: string, plain: string | null): FactValue {
  const fact = dictionary.find(code);
  if (!fact || plain === null) return null;
  const json = fact.type === 'boolean' ? plain === 'true' : plain;
  return readFacts(JSON.stringify({ [code]: json }), dictionary).get(code) ?? null;
}

/** What the declaration says: what is known, and what the enterprise states beside or instead. */
export function factsOfForm(
  dictionary: FactDictionary,
  asked: readonly AskedFact[],
  read: ReadonlyMap<string, ReadAnswer>,
): Map<string, FactValue> {
  const facts = new Map<string, FactValue>();
  for (const { code, known } of asked) {
    const value = read.get(code)?.value ?? valueOf(dictionary, code, known?.value ?? null);
    if (value !== null) facts.set(code, value);
  }
  return facts;
}

const isUnit = (text: string): text is MoneyUnit => moneyUnits.some((one) => one === text);

/**
 * What was pasted from a spreadsheet: rows of a name and a value go to the facts of those names, a column of values to
 * the fields from the one it was pasted into on. Null for a single cell: the field takes it as it is.
 */
export function pastedTexts(
  text: string,
  at: string,
  open: readonly string[],
  dictionary: FactDictionary,
): Record<string, string> | null {
  const rows = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n+$/, '')
    .split('\n')
    .map((row) => row.split('\t').map((cell) => cell.trim()));
  if (rows.length === 1 && rows[0]?.length === 1) return null;
  const named = rows.flatMap(([name = '', ...rest]) => {
    const fact = dictionary.byHeader(name.replace(/[(（](元|万元|亿元|%|人)[)）]$/, ''));
    const value = rest.find((cell) => cell !== '' && !isUnit(cell));
    return fact && open.includes(fact.code) && value !== undefined ? [[fact.code, value] as const] : [];
  });
  if (named.length > 0) return Object.fromEntries(named);
  const from = open.indexOf(at);
  const column = rows.length === 1 ? (rows[0] ?? []) : rows.map(([first = '']) => first);
  const pairs = column.flatMap((value, i) => {
    const code = open[from + i];
    return code !== undefined && value !== '' ? [[code, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}
