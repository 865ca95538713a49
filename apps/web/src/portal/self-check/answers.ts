import { type Evaluator, type FactValue, inUnit, type MoneyUnit, type ReadAnswer, readAnswer } from '@tidu/criteria';

/** What was typed, word for word, by the code of the fact. It lives in the page's memory and nowhere else. */
export interface Answers {
  unit: MoneyUnit;
  texts: Readonly<Record<string, string>>;
}

export const noAnswers: Answers = { unit: '万元', texts: {} };

/** Another unit for all amounts: the amounts stay, their digits change. */
export function changeUnit({ unit, texts }: Answers, next: MoneyUnit, isMoney: (code: string) => boolean): Answers {
  const moved = Object.entries(texts).map(([code, text]) => [code, isMoney(code) ? inUnit(text, unit, next) : text]);
  return { unit: next, texts: Object.fromEntries(moved) as Record<string, string> };
}

/** Every answer that the standard needs, read; answers to other standards' questions wait unread. */
export function readAnswers(evaluator: Evaluator, { unit, texts }: Answers): Map<string, ReadAnswer> {
  const { slots, dictionary } = evaluator;
  return new Map(slots.map((code) => [code, readAnswer(dictionary.get(code), texts[code] ?? '', unit, dictionary)]));
}

/** The known facts; what is missing, not sure or not understood is missing. */
export function factsOf(read: ReadonlyMap<string, ReadAnswer>): Map<string, FactValue> {
  return new Map([...read].flatMap(([code, { value }]) => (value === null ? [] : [[code, value] as const])));
}
