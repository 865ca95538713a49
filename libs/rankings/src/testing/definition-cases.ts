import { type FactDictionary } from '@tidu/criteria';
import { formatScaled, parseScaled } from '@tidu/kernel';
import { parse } from 'yaml';
import type { DefinitionBody } from '../definitions/body';
import { extraPoints, pillarScores } from '../evaluate/composite';
import { factsUsed, inputKeys } from '../evaluate/cells';
import { flagLabels, type RowInputs } from '../evaluate/measure';
import { fractionOf, roundedTo } from '../evaluate/points';
import { Ranker } from '../evaluate/ranker';

type Given = Record<string, string>;

/** Worked examples of a definition (`<definition>.cases.yaml`), as an official can check them by hand. */
export interface DefinitionCases {
  definition: string;
  /** Enterprises that are ranked beside each case. */
  others?: Given[];
  cases: {
    name: string;
    /** Of the year, in units of the dictionary (元, 亩 …); `industry`: code of GB/T 4754. */
    facts: Given;
    expect: {
      score?: string;
      class?: string;
      flags?: string;
      excluded?: string;
      extra?: string;
      points?: Given;
      pillars?: Given;
    };
  }[];
}

export const readCases = (text: string): DefinitionCases => parse(text, { schema: 'failsafe' }) as DefinitionCases;

/** What comes out otherwise than a case says: `name: what is, instead of what`. */
export function failedCases(body: DefinitionBody, dictionary: FactDictionary, { others, cases }: DefinitionCases) {
  return cases.flatMap(({ name, facts, expect }) => {
    const found = rankOne(body, dictionary, facts, others ?? []);
    return Object.entries(expect).flatMap(([what, expected]) => {
      const is = found[what as keyof typeof found];
      const wrong = typeof expected === 'string' ? is !== plain(expected) : differs(is as Given, expected);
      return wrong ? [`${name}：${what} 应为 ${JSON.stringify(expected)}，算得 ${JSON.stringify(is)}`] : [];
    });
  });
}

const differs = (found: Given, expected: Given) =>
  Object.entries(expected).some(([key, value]) => found[key] !== plain(value));

/** 52.8240 is 52.824. */
const plain = (text: string) => (/^-?\d+\.\d+$/.test(text) ? formatScaled(parseScaled(text, 6), 6) : text);

function rankOne(body: DefinitionBody, dictionary: FactDictionary, given: Given, others: readonly Given[]) {
  const facts = factsUsed(body, dictionary);
  const rows = [given, ...others].map((row) => inputsOf(body, dictionary, row));
  const ranker = new Ranker(body, facts, rows.length);
  for (const one of rows) ranker.first(one);
  for (const one of rows) ranker.second(one);
  const identity = { creditCode: '', name: '', regionCode: '', industryCode: given.industry ?? null };
  const inputs = rows[0] as RowInputs;
  const row = ranker.third(0, identity, inputs, false);
  const shown = (points: string | null) =>
    points === null ? '' : formatScaled(roundedTo(fractionOf(points), body.decimals), body.decimals);
  const pillars = pillarScores(
    body,
    row.results.map(([, points]) => (points === null ? null : fractionOf(points))),
  );
  return {
    score: row.score === null ? '' : formatScaled(row.score, body.decimals),
    ...{ class: row.class ?? '', excluded: row.excluded ?? '' },
    flags: row.flags.map((flag) => flagLabels[flag]).join('、'),
    extra: formatScaled(roundedTo(extraPoints(body, inputs, facts).points, body.decimals), body.decimals),
    points: Object.fromEntries(body.indicators.map(({ id }, i) => [id, shown(row.results[i]?.[1] ?? null)])),
    pillars: Object.fromEntries(
      (body.pillars ?? []).map(({ label }, i) => {
        const score = pillars[i];
        return [label, score ? formatScaled(roundedTo(score, body.decimals), body.decimals) : ''];
      }),
    ),
  };
}

function inputsOf(body: DefinitionBody, dictionary: FactDictionary, given: Given): RowInputs {
  const keys = inputKeys(body);
  const unknown = Object.keys(given).filter((key) => key !== 'industry' && !keys.includes(key));
  if (unknown.length > 0) throw new Error(`cases: ${unknown.join()} is no figure of ${body.code}`);
  const read = (key: string): string | null => {
    const text = given[key];
    if (text === undefined) return null;
    const { min, scale } = dictionary.get(key.replace('@-1', ''));
    return min === null ? text : String(parseScaled(text, scale));
  };
  return {
    ...Object.fromEntries(keys.map((key) => [key, [read(key), given[key] === undefined ? null : 'tax'] as const])),
    industry: [given.industry ?? null, null],
  };
}
