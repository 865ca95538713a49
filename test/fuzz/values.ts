import fc, { type Arbitrary } from 'fast-check';
import { deref, type Document, type Schema } from './document';
import { keptText } from './kept-text';

/** Values as a schema asks for them, and values as nobody should send them. */

const unit = fc.oneof(
  { arbitrary: fc.constantFrom(...'abcXYZ0189 -_.（）'), weight: 6 },
  { arbitrary: fc.constantFrom(...'洛阳轴承有限公司工业园区'), weight: 6 },
  {
    arbitrary: fc.constantFrom(
      'e\u0301',
      '\u00e9',
      '😀',
      '𠮷',
      '\u202e',
      '\ufeff',
      '　',
      '=',
      '<b>',
      "'",
      '"',
      '\\',
      '%',
    ),
    weight: 1,
  },
);

/** Text whose length, counted in characters, lies between the bounds: mostly short, sometimes at the bound. */
function plainText(least: number, most: number): Arbitrary<string> {
  const upTo = Math.min(most, Math.max(least, 24));
  const usual = fc.string({ unit, minLength: least, maxLength: upTo }).filter((text) => fitsIn(text, least, most));
  const edges = [least, most]
    .filter((length) => length > 0 && length <= 3000)
    .map((length) => fc.constant('界'.repeat(length)));
  return edges.length === 0
    ? usual
    : fc.oneof({ arbitrary: usual, weight: 8 }, { arbitrary: fc.oneof(...edges), weight: 1 });
}

const fitsIn = (text: string, least: number, most: number) => {
  const { length } = [...keptText(text, true)];
  return length >= least && length <= most;
};

const byPattern = new Map<string, Arbitrary<string>>();
function matching(pattern: string): Arbitrary<string> {
  const known = byPattern.get(pattern) ?? fc.stringMatching(new RegExp(pattern, 'u'), { size: 'small' });
  byPattern.set(pattern, known);
  return known;
}

const day = fc
  .integer({ min: -20_000, max: 40_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

function textFor(schema: Schema, ids: readonly string[]): Arbitrary<string> {
  const [least, most] = [Number(schema.minLength ?? 0), Number(schema.maxLength ?? 2000)];
  if (schema.format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid());
  if (schema.format === 'date') return day.filter((text) => text.startsWith('1') || text.startsWith('2'));
  if (typeof schema.pattern === 'string')
    return matching(schema.pattern).filter((text) => fitsIn(text, least, most) && text === keptText(text, true));
  return plainText(least, most);
}

/** A value that the schema accepts. */
export function validFor(document: Document, given: Schema, ids: readonly string[]): Arbitrary<unknown> {
  const schema = deref(document, given);
  const inner = (one: Schema) => validFor(document, one, ids);
  if (Array.isArray(schema.anyOf)) return fc.oneof(...(schema.anyOf as Schema[]).map(inner));
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  if (Array.isArray(schema.type))
    return fc.oneof(...(schema.type as string[]).map((type) => inner({ ...schema, type })));
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({
        min: Number(schema.minimum ?? -1000),
        max: Math.min(Number(schema.maximum ?? 1000), 2 ** 31 - 1),
      });
    case 'number':
      return fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 10_000);
    case 'array':
      return listFor(document, schema, ids);
    case 'object':
      return objectFor(document, schema, ids);
    default:
      return textFor(schema, ids);
  }
}

function listFor(document: Document, schema: Schema, ids: readonly string[]): Arbitrary<unknown> {
  const item = validFor(document, (schema.items ?? {}) as Schema, ids);
  const least = Number(schema.minItems ?? 0);
  const size = { minLength: least, maxLength: Math.min(Number(schema.maxItems ?? 4), least + 4) };
  if (schema.uniqueItems !== true) return fc.array(item, size);
  return fc.uniqueArray(item, { ...size, minLength: Math.min(least, 1), selector: (one) => JSON.stringify(one) });
}

function objectFor(document: Document, schema: Schema, ids: readonly string[]): Arbitrary<unknown> {
  if (!schema.properties)
    return fc.dictionary(
      fc.constantFrom('revenue', 'a', '表头', '*'),
      fc.constantFrom('1', '万元', 'revenue', 2, null),
      { maxKeys: 3 },
    );
  const properties = Object.entries(schema.properties as Record<string, Schema>).map(
    ([name, one]) => [name, validFor(document, one, ids)] as const,
  );
  return fc.record(Object.fromEntries(properties), { requiredKeys: (schema.required ?? []) as never[] });
}

/** Texts that have brought down others. */
export const hostileTexts = [
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udc00x',
    '\u0007',
    '\u001b[31m',
    '\r\nSet-Cookie: a=b',
    '\u202egnp.exe',
  ],
  ...[
    'null',
    'undefined',
    'NaN',
    'Infinity',
    '-0',
    '1e400',
    '0x10',
    ' 12 ',
    '１２',
    '99999999999999999999',
    '-1',
    '007',
    '1.5',
  ],
  ...[
    "' OR '1'='1",
    '"; drop table enterprise; --',
    '${7*7}',
    '{{7*7}}',
    '../../etc/passwd',
    '%00',
    '%c0%ae',
    '<script>alert(1)</script>',
  ],
  ...[
    '2026-02-30',
    '0000-00-00',
    '9999-12-31',
    '10000-01-01',
    '2026-13-01',
    '2026-1-1',
    '00000000-0000-0000-0000-000000000000',
  ],
  ...[
    'e\u0301'.repeat(60),
    '界'.repeat(5000),
    'x'.repeat(100_000),
    'a'.repeat(201),
    '\ufeff',
    '🏳️‍🌈',
    '__proto__',
    'constructor',
    'toString',
  ],
];
const hostileNumbers = [
  0,
  -0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e21,
  1e308,
  -1e308,
  5e-324,
  4294967296,
  Number.MAX_SAFE_INTEGER,
];

/** A value of any kind, as JSON can say it. */
export const hostileValue: Arbitrary<unknown> = fc.oneof(
  {
    arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { toString: 1 }, { length: 3 }),
    weight: 4,
  },
  { arbitrary: fc.constantFrom(...hostileTexts), weight: 6 },
  { arbitrary: fc.constantFrom(...hostileNumbers), weight: 3 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 30 }), weight: 2 },
  { arbitrary: fc.constant(Array.from({ length: 1500 }, (_, i) => i)), weight: 1 },
);

/** Names of keys that stand in no schema. */
export const strangeKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'id',
  'version',
  'districtId',
  'isAdmin',
  '$where',
  '',
  'a\u0000',
  '\ud800',
  'hasOwnProperty',
];

export interface Mutation {
  at: number;
  how: 'replace' | 'drop' | 'add' | 'wrap';
  value: unknown;
  key: string;
}
export const mutation: Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'add', 'wrap'),
  value: hostileValue,
  key: fc.constantFrom(...strangeKeys),
});

/** A copy with one thing changed, somewhere in it. */
export function mutated(value: unknown, { at, how, value: other, key }: Mutation): unknown {
  const copy = structuredClone(value);
  const places: { holder: Record<string, unknown>; name: string }[] = [];
  const walk = (one: unknown) => {
    if (one === null || typeof one !== 'object') return;
    for (const name of Object.keys(one)) {
      places.push({ holder: one as Record<string, unknown>, name });
      walk((one as Record<string, unknown>)[name]);
    }
  };
  walk(copy);
  const place = places[at % (places.length + 1)];
  if (!place) return how === 'add' ? withKey(copy, key, other) : how === 'wrap' ? [copy] : other;
  const { holder, name } = place;
  const put = (next: unknown) =>
    Object.defineProperty(holder, name, { value: next, enumerable: true, configurable: true, writable: true });
  if (how === 'drop') Reflect.deleteProperty(holder, name);
  else if (how === 'replace') put(other);
  else if (how === 'wrap') put([holder[name]]);
  else put(withKey(holder[name], key, other));
  return copy;
}

/** With a key of its own, `__proto__` too. */
function withKey(value: unknown, key: string, other: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return other;
  return Object.defineProperty({ ...value }, key, {
    value: other,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
