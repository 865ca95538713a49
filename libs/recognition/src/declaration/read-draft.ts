import {
  type Evaluator,
  type FactDefinition,
  type FactValue,
  fieldUnit,
  inUnit,
  moneyUnits,
  type MoneyUnit,
  type Purpose,
  questionsOf,
  readAnswer,
} from '@tidu/criteria';
import { isFigure } from '@tidu/figures';
import type { Problem } from '@tidu/kernel';
import type { Answer } from './draft';

/** What a standard asks for one purpose: facts in its order, and whether an enterprise can say them. */
export interface Asked {
  fact: FactDefinition;
  /** Judged by staff, or taken from the register: an enterprise isn't asked, it may only contest what is known. */
  by: 'enterprise' | 'register' | 'judgement';
}

/** Every fact the standard needs for this purpose, once. */
export function askedOf(evaluator: Evaluator, purpose: Purpose): Asked[] {
  return questionsOf(evaluator, purpose).flatMap(({ questions }) =>
    questions.map(({ fact }) => {
      const base = evaluator.dictionary.find(fact.base ?? fact.code) ?? fact;
      const by = fact.origin === 'judged' ? 'judgement' : isFigure(base) ? 'enterprise' : 'register';
      return { fact, by };
    }),
  );
}

export interface ReadDraft {
  /** What could be read, by code. */
  values: ReadonlyMap<string, FactValue>;
  problems: Problem[];
}

/** Reads what was typed by the reader of every form; what can't be read counts as missing and is said. */
export function readDraft(
  evaluator: Pick<Evaluator, 'dictionary'>,
  asked: readonly Asked[],
  answers: Readonly<Record<string, Answer>>,
): ReadDraft {
  const [values, problems] = [new Map<string, FactValue>(), [] as Problem[]];
  const known = new Map(asked.map((one) => [one.fact.code, one]));
  for (const [code, { text, unit }] of Object.entries(answers)) {
    const fail = (why: string, message: string) =>
      problems.push({ where: { field: code }, value: text.slice(0, 100), code: `RECOGNITION.${why}`, message });
    const one = known.get(code);
    if (!one) fail('NOT_ASKED', `“${code.slice(0, 60)}”不是这个标准要填的内容，请删去。`);
    else if (one.by === 'judgement') fail('JUDGED', `${one.fact.label}：由工信局判断，不用填写。`);
    else {
      const money = moneyUnits.find((each) => each === unit) ?? '元';
      const { value, problem } = readAnswer(one.fact, text, money, evaluator.dictionary);
      if (unit !== fieldUnit(one.fact, money)) fail('UNIT', `${one.fact.label}：单位不对，请重新填写。`);
      else if (problem !== null) fail('ANSWER', `${one.fact.label}：${problem}`);
      else if (value !== null) values.set(code, value);
    }
  }
  return { values, problems };
}

/** The figure as the forms of figures take it: the amount in 元, a ratio in per cent. */
export function figureText(fact: FactDefinition, { text, unit }: Answer): { value: string; unit?: string } {
  if (fact.type === 'boolean') return { value: text === 'true' ? '是' : '否' };
  if (fact.type === 'enum') return { value: fact.valueLabels[fact.values.indexOf(text)] ?? text };
  if (fact.type === 'money') return { value: inUnit(text, unit as MoneyUnit, '元'), unit: '元' };
  return unit === '%' ? { value: text, unit: '%' } : { value: text };
}
