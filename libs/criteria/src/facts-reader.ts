import { DomainError, formatScaled, type Problem, readScaled } from '@tidu/kernel';
import type { FactDefinition, Facts, FactValue } from './fact';
import type { FactDictionary } from './fact-dictionary';
import { JsonNumber, type JsonObject, JsonTextError, type JsonValue, parseJsonText } from './json-text';

/** What a JSON number may look like; decimal strings follow the same grammar, so both are read alike. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const CODE_TEXT = /^[0-9A-Za-z]{1,32}$/;

/** A refused value: a stable code and what is wrong, in Chinese, without the name of the fact. */
interface Refusal {
  code: string;
  message: string;
}
type Reading = { value: FactValue } | Refusal;

const refuse = (code: string, message: string): Refusal => ({ code: `CRITERIA.${code}`, message });

function readNumber(fact: FactDefinition, text: string): Reading {
  if (!NUMBER.test(text))
    return refuse('NOT_A_NUMBER', '不是十进制数字，请只写数字、小数点和负号；没有数据请写 null。');
  // an exponent of five digits and more means the same as 9999: too large or too fine, unless the number is 0
  const scaled = readScaled(text.replace(/([eE][+-]?)\d{5,}$/, '$19999'), fact.scale, { exponent: true });
  if (scaled === 'tooPrecise') {
    const allowed = fact.scale === 0 ? '应为整数' : `最多 ${fact.scale} 位小数`;
    return refuse('TOO_PRECISE', `${allowed}，不自动四舍五入，请改为准确的数字。`);
  }
  const { min, max, scale, unit } = fact;
  if (typeof scaled !== 'bigint' || (min !== null && scaled < min) || (max !== null && scaled > max)) {
    const range = `${formatScaled(min ?? 0n, scale)} 至 ${formatScaled(max ?? 0n, scale)}${unit === '1' ? '' : ` ${unit}`}`;
    return refuse('OUT_OF_RANGE', `超出允许的范围（${range}），请检查数值和单位。`);
  }
  const value = Number(scaled);
  return { value: Number.isSafeInteger(value) ? value : scaled };
}

/** Reads one JSON value as this fact. Numbers come from their text, never through a double; null is missing. */
function readOne(fact: FactDefinition, json: JsonValue): Reading {
  if (json === null) return { value: null };
  switch (fact.type) {
    case 'boolean':
      if (typeof json === 'boolean') return { value: json };
      return refuse('NOT_A_BOOLEAN', '应为 true 或 false（不带引号）。');
    case 'enum':
      if (typeof json === 'string' && fact.values.includes(json)) return { value: json };
      return refuse('UNKNOWN_VALUE', `应为 ${fact.values.map((value) => `"${value}"`).join('、')} 之一。`);
    case 'code':
      if (typeof json === 'string' && CODE_TEXT.test(json)) return { value: json };
      return refuse('NOT_A_CODE', '应为代码文本，只含数字和字母，写在引号内。');
    case 'integer':
    case 'money':
    case 'decimal':
      if (json instanceof JsonNumber) return readNumber(fact, json.text);
      if (typeof json === 'string') return readNumber(fact, json);
      return refuse('NOT_A_NUMBER', '应为数字或十进制数字文本。');
  }
}

function shown(json: JsonValue): string {
  if (json instanceof JsonNumber) return json.text;
  if (json instanceof Map) return '{…}';
  if (Array.isArray(json)) return '[…]';
  const text = JSON.stringify(json); // a text keeps its quotes: "true" is not true
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** Reads the facts of an object; all problems are collected, each named by its fact code. */
export function factsOfObject(object: JsonObject, dictionary: FactDictionary): { facts: Facts; problems: Problem[] } {
  const facts = new Map<string, FactValue>();
  const problems: Problem[] = [];
  for (const [code, json] of object) {
    const fact = dictionary.find(code);
    const reading = fact ? readOne(fact, json) : refuse('UNKNOWN_FACT', '指标字典里没有这个指标，请核对指标代码。');
    if ('value' in reading) {
      facts.set(code, reading.value);
    } else {
      const name = fact ? `${code}（${fact.label}）` : `“${code}”`;
      const value = shown(json);
      problems.push({
        where: { field: code },
        value,
        code: reading.code,
        message: `${name} = ${value}：${reading.message}`,
      });
    }
  }
  return { facts, problems };
}

/** Turns collected problems into one error: its code is theirs when there is only one. */
export function factsError(problems: Problem[]): DomainError {
  const [first] = problems;
  const code = problems.length === 1 && first ? first.code : 'CRITERIA.BAD_FACTS';
  return new DomainError(
    'invalid',
    code,
    `${problems.map((problem) => problem.message.replace(/。$/, '')).join('；')}。`,
    problems,
  );
}

/** Parses a JSON text; a repeated key or a broken text becomes a DomainError. */
export function parseJson(text: string): JsonValue {
  try {
    return parseJsonText(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    const code = error.key === null ? 'CRITERIA.BAD_JSON' : 'CRITERIA.REPEATED_KEY';
    const message = error.key === null ? `不是正确的 JSON：${error.message}。` : `${error.message}，请只保留一个。`;
    const where = error.key === null ? {} : { field: error.key };
    throw new DomainError('invalid', code, message, [{ where, code, message }]);
  }
}

/**
 * Reads a fact sheet written as JSON: an object of fact codes. The one reader for the command line, HTTP bodies and
 * the page.
 * @throws DomainError with every problem by fact code; nothing is rounded, guessed or dropped.
 */
export function readFacts(text: string, dictionary: FactDictionary): Facts {
  const json = parseJson(text);
  if (!(json instanceof Map)) throw new DomainError('invalid', 'CRITERIA.BAD_JSON', '应为 JSON 对象，键是指标代码。');
  const { facts, problems } = factsOfObject(json, dictionary);
  if (problems.length > 0) throw factsError(problems);
  return facts;
}
