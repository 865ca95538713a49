import { DomainError, isDay, type Problem } from '@tidu/kernel';
import type { Facts } from './fact';
import type { FactDictionary } from './fact-dictionary';
import { factsError, factsOfObject, parseJson } from './facts-reader';
import type { JsonObject, JsonValue } from './json-text';
import { isPurpose, type Purpose } from './purpose';

/** What somebody asks to be evaluated; what is undefined was left to the caller's defaults. */
export interface EvaluationRequest {
  standard?: string;
  purpose?: Purpose;
  /** Day of assessment, YYYY-MM-DD. */
  date?: string;
  facts: Facts;
}

const SIGNS = ['facts', 'standard', 'purpose', 'date'];

/**
 * Reads a line of `tidu evaluate` or the body of an evaluation request: either a fact sheet alone or
 * `{"standard": …, "purpose": …, "date": …, "facts": {…}}`.
 * @throws DomainError with every problem by its key or fact code.
 */
export function readEvaluationRequest(text: string, dictionary: FactDictionary): EvaluationRequest {
  const json = parseJson(text);
  if (!(json instanceof Map)) throw new DomainError('invalid', 'CRITERIA.BAD_JSON', '应为 JSON 对象。');
  const request = json as JsonObject;
  if (!SIGNS.some((key) => request.has(key))) return { facts: readOrThrow(request, dictionary, []) };

  const problems: Problem[] = [];
  const fail = (field: string, code: string, message: string) =>
    problems.push({ where: { field }, code: `CRITERIA.${code}`, message: `${field}：${message}` });
  const option = (key: string, check: (text: string) => boolean, code: string, message: string) => {
    const value = request.get(key) ?? null;
    if (value === null) return undefined;
    if (typeof value === 'string' && check(value)) return value;
    fail(key, code, message);
    return undefined;
  };
  for (const key of request.keys())
    if (!SIGNS.includes(key)) fail(key, 'UNKNOWN_KEY', '不认识这个键；有 facts 时，指标应写在 facts 里。');
  const standard = option('standard', () => true, 'BAD_STANDARD', '应为标准的编号（文本）。');
  const purpose = option('purpose', isPurpose, 'BAD_PURPOSE', '应为 "application"（新申报）或 "renewal"（复核）。');
  const date = option('date', isDay, 'BAD_DATE', '应为存在的日期，写成 "YYYY-MM-DD"。');
  const sheet: JsonValue = request.get('facts') ?? null;
  if (!(sheet instanceof Map)) {
    fail('facts', 'BAD_JSON', '应为 JSON 对象，键是指标代码。');
    throw factsError(problems);
  }
  const facts = readOrThrow(sheet as JsonObject, dictionary, problems);
  return {
    facts,
    ...(standard !== undefined && { standard }),
    ...(purpose !== undefined && { purpose: purpose as Purpose }),
    ...(date !== undefined && { date }),
  };
}

function readOrThrow(object: JsonObject, dictionary: FactDictionary, before: Problem[]): Facts {
  const { facts, problems } = factsOfObject(object, dictionary);
  if (before.length + problems.length > 0) throw factsError([...before, ...problems]);
  return facts;
}
