import fc, { type Arbitrary } from 'fast-check';
import type { Described, Parameter } from './document';
import { isWellFormed, type Sent } from './oracle';
import { hostileTexts, hostileValue, mutated, mutation, strangeKeys, validFor } from './values';

/** What is known to exist: parts of the address, bodies and a query that the operation would take. */
export interface Known {
  path: Record<string, string>;
  query: [string, string][];
  body: (() => object) | undefined;
  file: { name: string; content: string } | undefined;
  version: string;
  ids: readonly string[];
}

/** The texts that can stand in an address at all, escaped; what stands raw is drawn apart. */
const addressable = hostileTexts.filter(
  (text) => text !== '' && text !== '.' && text !== '..' && isWellFormed(text) && text.length < 500,
);
const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const ofPlace = (operation: Described, place: Parameter['in']) =>
  operation.parameters.filter((one) => one.in === place);
const wellFormed = (text: string) => Buffer.from(text).toString();

/** Escapes that no text stands behind. */
const brokenEscapes = ['%', '%zz', '%ff', '%c3%28', '%ed%a0%80', '%e0%80', '%u0041'];

interface Drawn {
  path: Record<string, string>;
  query: [string, string][];
  headers: Record<string, string>;
  body: { type: string; text: string } | null;
  broken: string | null;
  /** The address as it is written. */
  target: string;
}
export type Request = Drawn & Sent & { method: string };

/** Where a request is wrong: most are in one place at most, so that each check is reached. */

type Place = 'path' | 'query' | 'headers' | 'body' | 'escape';
type Faults = Partial<Record<Place, boolean>>;

/** Requests for an operation: about a third as the document asks, the rest wrong in one place or two. */
export function requestsFor(operation: Described, known: Known): Arbitrary<Request> {
  const body = operation.body ? (['body', 'body', 'body', 'body'] as const) : [];
  const place = fc.constantFrom<Place>('path', 'query', 'query', 'headers', 'escape', ...body);
  const faults = fc
    .tuple(fc.nat(9), place, place)
    .map(([n, one, other]): Faults => (n < 4 ? {} : n < 9 ? { [one]: true } : { [one]: true, [other]: true }));
  // made once: what is chained is made anew for each request
  const twice = <T>(make: (isWrong: boolean) => Arbitrary<T>) => ({ right: make(false), wrong: make(true) });
  const paths = twice((isWrong) => pathFor(operation, known, isWrong));
  const queries = twice((isWrong) => queryFor(operation, known, isWrong));
  const heads = twice((isWrong) => headersFor(operation, known, isWrong));
  const bodies = twice((isWrong) => bodyFor(operation, known, isWrong));
  const escapes = {
    right: fc.constant(null),
    wrong: fc.record({ text: fc.constantFrom(...brokenEscapes), inPath: fc.boolean() }),
  };
  const kind = (isWrong: boolean | undefined) => (isWrong === true ? 'wrong' : 'right');
  return faults.chain((wrong) =>
    fc
      .record({
        path: paths[kind(wrong.path)],
        query: queries[kind(wrong.query)],
        headers: heads[kind(wrong.headers)],
        body: bodies[kind(wrong.body)],
        escape: escapes[kind(wrong.escape)],
      })
      .map(({ path, query, headers, body, escape }) => {
        const broken = body.broken ?? (escape && 'escape');
        const target = addressOf(operation, path, query, escape);
        return { method: operation.method, path, query, headers, body: body.body, broken, target };
      }),
  );
}

function addressOf(
  { path: template }: Described,
  path: Record<string, string>,
  query: [string, string][],
  escape: { text: string; inPath: boolean } | null,
): string {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const isInPath = escape?.inPath === true && names.length > 0;
  const address = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    isInPath && name === names[0] ? `a${escape.text}` : encodeURIComponent(path[name] ?? ''),
  );
  const asked = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  if (escape && !isInPath) asked.push(`${encodeURIComponent(query[0]?.[0] ?? 'q')}=${escape.text}`);
  return address + (asked.length > 0 ? `?${asked.join('&')}` : '');
}

function pathFor(operation: Described, { path, ids }: Known, isWrong: boolean): Arbitrary<Record<string, string>> {
  const parts = ofPlace(operation, 'path').map(({ name, schema }) => {
    const valid = validFor(operation.document, schema, ids).map(asText);
    const usual = path[name] === undefined ? valid : fc.constant(path[name]);
    const one = isWrong
      ? fc.oneof(fc.constantFrom(...addressable), usual)
      : fc.oneof({ arbitrary: usual, weight: 12 }, { arbitrary: valid, weight: 1 });
    return [name, one] as const;
  });
  return fc.record(Object.fromEntries(parts));
}

type Pairs = [string, string][];

function queryFor(operation: Described, { query, ids }: Known, isWrong: boolean): Arbitrary<Pairs> {
  const declared = ofPlace(operation, 'query');
  const valid = declared.map(({ name, schema, required }) =>
    fc
      .tuple(fc.nat(required ? 20 : 3), validFor(operation.document, schema, ids))
      .map(([given, value]): Pairs => (given === (required ? 20 : 0) ? [] : [[name, wellFormed(asText(value))]])),
  );
  const required = new Set(declared.filter((one) => one.required).map(({ name }) => name));
  const drawn = fc
    .tuple(fc.nat(3), fc.tuple(...valid))
    .map(([few, all]): Pairs => all.flat().filter(([name], i) => required.has(name) || few > 2 || i % 4 === few));
  const usual = fc.oneof(fc.constant(query), drawn);
  if (!isWrong) return usual;
  const names = [
    ...declared.flatMap(({ name }) => [name, name]),
    ...['nothing', 'limit[]', ...strangeKeys.filter((key) => isWellFormed(key) && key !== '')],
  ];
  const wrong = fc.record({
    name: fc.constantFrom(...names),
    value: fc.oneof(fc.constantFrom(...addressable), fc.constant('')),
    twice: fc.boolean(),
  });
  return fc
    .tuple(usual, wrong)
    .map(([given, { name, value, twice }]): Pairs => [
      ...(twice ? given : given.filter(([one]) => one !== name)),
      [name, value],
    ]);
}

function headersFor(operation: Described, { version }: Known, isWrong: boolean): Arbitrary<Record<string, string>> {
  const versions = isWrong
    ? fc.constantFrom(null, '', 'abc', '-1', '1.5', '9999999999', 'W/"1"', '*', '"1', '1, 2', "1' or 1=1")
    : fc.constantFrom(version, `"${version}"`, '0', '999');
  const keys = isWrong
    ? fc.constantFrom('', 'abc', '0', 'x'.repeat(300), '01890000-0000-0000-0000-000000000000', '{}')
    : fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, { arbitrary: fc.uuid({ version: [4, 7] }), weight: 1 });
  const has = (name: string) => ofPlace(operation, 'header').some((one) => one.name === name);
  return fc.tuple(versions, keys).map(([match, key]) => ({
    ...(has('If-Match') && match !== null && { 'if-match': match }),
    ...(has('Idempotency-Key') && key !== null && { 'idempotency-key': key }),
  }));
}

type Body = Pick<Drawn, 'body' | 'broken'>;
const json = (text: string, broken: string | null = null): Body => ({
  body: { type: 'application/json', text },
  broken,
});

function bodyFor(operation: Described, known: Known, isWrong: boolean): Arbitrary<Body> {
  const { body, document } = operation;
  if (!body) return fc.constant<Body>({ body: null, broken: null });
  if (body.type !== 'application/json') return isWrong ? wrongForms(known) : fc.constant(wholeForm(known));
  const schemed = validFor(document, body.schema, known.ids);
  const { body: made } = known;
  const good = made
    ? fc.oneof(
        schemed,
        fc.constant(null).map(() => made()),
      )
    : schemed;
  if (!isWrong) return good.map((value) => json(JSON.stringify(value)));
  const text = good.map((value) => JSON.stringify(value));
  return fc.oneof(
    {
      arbitrary: fc
        .tuple(good, fc.array(mutation, { minLength: 1, maxLength: 3 }))
        .map(([value, all]) => json(JSON.stringify(all.reduce<unknown>(mutated, value) ?? null))),
      weight: 14,
    },
    { arbitrary: hostileValue.map((value) => json(JSON.stringify(value))), weight: 1 },
    { arbitrary: fc.constant<Body>({ body: null, broken: null }), weight: 1 },
    { arbitrary: text.chain(brokenJson), weight: 1 },
    { arbitrary: text.chain(otherType), weight: 1 },
  );
}

const brokenJson = (text: string) =>
  fc
    .constantFrom(text.slice(0, -1), `${text}x`, `{"a":NaN}`, `{'a':1}`, '[', '{"a":1,}', '"\\ud8"', '{"a":"\u0001"}')
    .map((one) => json(one, 'broken JSON'));
const otherType = (text: string) =>
  fc
    .constantFrom(
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/json; charset=utf-16',
      'application/octet-stream',
      '',
    )
    .map((type): Body => ({ body: { type, text }, broken: `type ${type}` }));

const mark = 'fuzzfuzzfuzz';
const part = (name: string, value: string) =>
  `--${mark}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const filePart = ({ file }: Known, name: string) =>
  `--${mark}\r\nContent-Disposition: form-data; name="${name}"; filename="${file?.name}"\r\n\r\n${file?.content}\r\n`;
const fieldsOf = ({ body }: Known) =>
  Object.entries(body?.() ?? {})
    .map(([name, value]) => part(name, String(value)))
    .join('');
const form = (text: string, broken: string | null): Body => ({
  ...{ body: { type: `multipart/form-data; boundary=${mark}`, text }, broken },
});
const end = `--${mark}--\r\n`;
const wholeForm = (known: Known) => form(fieldsOf(known) + filePart(known, 'file') + end, null);

/** Forms that break off, lie about their parts or come twice. */
function wrongForms(known: Known): Arbitrary<Body> {
  const [fields, file] = [fieldsOf(known), filePart(known, 'file')];
  return fc.constantFrom(
    form(fields + filePart(known, 'other') + end, 'form: another part'),
    form(fields + file + file + end, 'form: two files'),
    form(fields + end, 'form: no file'),
    form(part('nothing', 'x') + file + end, 'form: unknown field'),
    form(part('__proto__', 'x') + file + end, 'form: unknown field'),
    form(part('year', 'abc') + part('kind', '\u0000') + file + end, 'form: bad field'),
    form(fields + file, 'form: breaks off'),
    form(`${fields}--${mark}\r\nContent-Disposition: form-data; name="file"`, 'form: breaks off'),
    form('', 'form: empty'),
    json('{}', 'form: JSON'),
  );
}
