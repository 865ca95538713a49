import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { deref, type Described, type Document, documents, type Schema } from './document';
import { keptText } from './kept-text';

/** Says of a request whether the documents accept it, by a validator that has nothing of the product. */

const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/; // oxlint-disable-line no-control-regex
/** With every surrogate in its pair: encoding would replace a half. */
export const isWellFormed = (text: string) => Buffer.from(text).toString() === text;
const holds = (text: string) => !controls.test(text) && isWellFormed(text);
const isDate = (text: string) => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
};

const ajv = new Ajv2020({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: false,
  multipleOfPrecision: 6,
});
ajv.addFormat('uuid', /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i);
ajv.addFormat('date', isDate);
ajv.addFormat('line', (text: string) => holds(text) && !/[\t\r\n]/.test(text));
ajv.addFormat('text', holds);
ajv.addFormat('binary', true);
ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
ajv.addVocabulary(['x-trimmed', 'x-confidential', 'x-shown-whole', 'example', 'components', 'discriminator']);

for (const document of documents)
  ajv.addSchema({
    $id: `tidu:${document.audience}`,
    components: withoutShapeless({ schemas: document.components.schemas }),
  });

/** A validator for a schema of a document. */
export function validatorFor({ audience }: Document, schema: Schema): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/components/', `"tidu:${audience}#/components/`);
  return ajv.compile(JSON.parse(text) as Schema);
}

/** The documents' maker calls an object what has no one name (a text or a number): of these nothing is known. */
function withoutShapeless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutShapeless);
  if (value === null || typeof value !== 'object') return value;
  const { type, ...rest } = value as Schema;
  const hasShape = ['properties', 'additionalProperties', 'anyOf', 'allOf', 'oneOf', '$ref'].some((key) => key in rest);
  const isShapeless = [type].flat().includes('object') && !hasShape;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, withoutShapeless(item)]));
  return type === undefined || isShapeless ? inner : { ...inner, type };
}

const compiled = new WeakMap<Schema, ValidateFunction>();
export function accepts(document: Document, schema: Schema, value: unknown): boolean {
  let validate = compiled.get(schema);
  if (!validate) compiled.set(schema, (validate = validatorFor(document, schema)));
  return validate(tidied(document, schema, value));
}

/** The text of the documents: composed, and cut where the schema says so, before it is looked at. */
function tidied(document: Document, given: Schema, value: unknown): unknown {
  const schema = deref(document, given);
  if (typeof value === 'string') return keptText(value, schema['x-trimmed'] === true);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => tidied(document, (schema.items ?? {}) as Schema, item));
  const alternative = (schema.anyOf as Schema[] | undefined)
    ?.map((one) => deref(document, one))
    .find((one) => one.properties);
  const properties = ((alternative ?? schema).properties ?? {}) as Record<string, Schema>;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key.normalize('NFC'),
      tidied(document, Object.hasOwn(properties, key) ? (properties[key] ?? {}) : {}, item),
    ]),
  );
}

/** The documents take no key that every object has. */
const isName = (key: string) => holds(key) && !(key in {}) && key !== 'prototype';

/** Every text in a value, keys too, is one that can be held. */
export function holdsTexts(value: unknown): boolean {
  if (typeof value === 'string') return holds(value);
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(holdsTexts);
  return Object.entries(value).every(([key, item]) => isName(key) && holdsTexts(item));
}

/** A value of a parameter from its text, as its schema means it; the text itself where it can't be one. */
export function parsed(schema: Schema, text: string): unknown {
  if (schema.type === 'integer' && /^-?(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  if (schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** A request as it goes over the wire, and what of it can be read at all. */
export interface Sent {
  path: Record<string, string>;
  query: [string, string][];
  headers: Record<string, string>;
  /** The body as sent, null without one. */
  body: { type: string; text: string } | null;
  /** What no reader could make sense of: broken escapes, broken JSON, another type of content. */
  broken: string | null;
}

/** Why the documents refuse a request; null where they accept it. */
export function refusedBecause(operation: Described, sent: Sent): string | null {
  if (sent.broken !== null) return sent.broken;
  const { document } = operation;
  const known = (place: string) => operation.parameters.filter((one) => one.in === place);
  for (const { name, schema } of known('path')) if (!fits(document, schema, sent.path[name])) return `path ${name}`;
  for (const [name] of sent.query)
    if (!known('query').some((one) => one.name === name)) return `query: unknown ${name}`;
  for (const { name, schema, required } of known('query')) {
    const given = sent.query.filter(([one]) => one === name);
    if (given.length > 1) return `query ${name} twice`;
    if (given.length === 0 ? required : !fits(document, schema, given[0]?.[1])) return `query ${name}`;
  }
  for (const { name, schema, required } of known('header')) {
    const given = sent.headers[name.toLowerCase()];
    // where no answers are kept the header means nothing
    if (given === undefined ? required : !fits(document, schema, given)) return `header ${name}`;
  }
  return refusedBody(operation, sent);
}

function fits(document: Document, schema: Schema, text: string | undefined): boolean {
  return text !== undefined && holds(text) && accepts(document, schema, parsed(schema, text));
}

function refusedBody({ document, body }: Described, sent: Sent): string | null {
  if (!body || body.type !== 'application/json') return null;
  if (sent.body === null) return body.required ? 'no body' : null;
  const value = JSON.parse(sent.body.text) as unknown;
  if (!holdsTexts(value)) return 'body: a text that nothing can hold';
  return accepts(document, body.schema, value) ? null : 'body';
}
