/**
 * A strict reader of JSON that keeps every number as the text that was written. `JSON.parse` turns amounts into
 * doubles and lets the last of repeated keys win; lossless-json 4.3 keeps the text, but lets a key pass that is
 * repeated with an equal value. Here both are impossible. Messages are Chinese and name the place.
 */

/** A number exactly as it stood in the text. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

export type JsonObject = ReadonlyMap<string, JsonValue>;
export type JsonValue = null | boolean | string | JsonNumber | readonly JsonValue[] | JsonObject;

/** A text that is no JSON; `key` is set when it is a repeated key. The position counts characters from 1. */
export class JsonTextError extends Error {
  constructor(
    message: string,
    readonly position: number,
    readonly key: string | null = null,
  ) {
    super(message);
    this.name = 'JsonTextError';
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// a whole string token: no raw control characters, only the escapes JSON knows; unrolled, so that no text makes it slow
// oxlint-disable-next-line no-control-regex
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const SPACE = /[ \t\r\n]*/y;
const WORD = /[A-Za-z]+/y;
/** Facts are one or two levels deep; a thousand brackets are an attack on the stack. */
const MAX_DEPTH = 16;

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): JsonValue {
    const value = this.value(0);
    this.token(SPACE);
    if (this.at < this.text.length) this.fail('JSON 后面还有多余的内容');
    return value;
  }

  private value(depth: number): JsonValue {
    if (depth > MAX_DEPTH) this.fail(`JSON 嵌套超过 ${MAX_DEPTH} 层`);
    this.token(SPACE);
    const first = this.text[this.at];
    if (first === '"') return this.string();
    if (first === '{') return this.object(depth);
    if (first === '[') return this.array(depth);
    if (first === '-' || (first !== undefined && first >= '0' && first <= '9')) {
      const number = this.token(NUMBER);
      if (number === '' || /[0-9.eE+-]/.test(this.text[this.at] ?? '')) this.fail('数字的写法不合 JSON 规定');
      return new JsonNumber(number);
    }
    return this.word();
  }

  private word(): null | boolean {
    const from = this.at;
    const word = this.token(WORD);
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    this.at = from;
    if (from >= this.text.length) return this.fail('JSON 不完整，缺少值');
    return this.fail(`此处应是 JSON 值，却是“${word || this.text[from]}”`);
  }

  private string(): string {
    const token = this.token(STRING);
    if (token === '') return this.fail('字符串没有正确结束，或含有不允许的字符');
    return JSON.parse(token) as string;
  }

  private object(depth: number): JsonObject {
    const entries = new Map<string, JsonValue>();
    this.at++;
    for (this.token(SPACE); !this.eat('}'); this.token(SPACE)) {
      if (entries.size > 0 && !this.eat(',')) this.fail('缺少逗号或“}”');
      this.token(SPACE);
      if (this.text[this.at] !== '"') this.fail('此处应是带双引号的键');
      const position = this.at;
      const key = this.string();
      if (entries.has(key))
        throw new JsonTextError(`“${key}”重复出现（第 ${position + 1} 个字符处）`, position + 1, key);
      this.token(SPACE);
      if (!this.eat(':')) this.fail('键后面缺少冒号');
      entries.set(key, this.value(depth + 1));
    }
    return entries;
  }

  private array(depth: number): readonly JsonValue[] {
    const items: JsonValue[] = [];
    this.at++;
    for (this.token(SPACE); !this.eat(']'); this.token(SPACE)) {
      if (items.length > 0 && !this.eat(',')) this.fail('缺少逗号或“]”');
      items.push(this.value(depth + 1));
    }
    return items;
  }

  private eat(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private token(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const token = pattern.exec(this.text)?.[0] ?? '';
    this.at += token.length;
    return token;
  }

  private fail(what: string): never {
    throw new JsonTextError(`${what}（第 ${this.at + 1} 个字符处）`, this.at + 1);
  }
}

/** Reads a JSON text. @throws JsonTextError with a Chinese message and the position. */
export function parseJsonText(text: string): JsonValue {
  return new Reader(text).document();
}
