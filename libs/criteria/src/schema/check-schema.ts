import type { Schema } from './standard-schema';

type Json = unknown;
const isMap = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const typeOf = (value: Json): string =>
  Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : value === null ? 'null' : typeof value;

const depth = (fault: string): number => fault.split(':')[0]?.split('/').length ?? 0;

/** Of several faults the one that got furthest: the option that was meant. The last one among equals. */
const deepest = (faults: readonly string[]): string =>
  faults.reduce((best, one) => (depth(one) >= depth(best) ? one : best));

/**
 * Checks a value against the part of JSON Schema that `standardSchema` uses; returns the first place that doesn't fit,
 * or null. For tests: editors bring a validator of their own, and none is worth a dependency here.
 */
export function checkSchema(schema: Schema, value: Json, root: Schema = schema, path = ''): string | null {
  const inner = (one: Schema, at: Json, where: string) => checkSchema(one, at, root, where);
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.replace('#/definitions/', '');
    return inner((root.definitions as Record<string, Schema>)[name] as Schema, value, path);
  }
  const types = [schema.type ?? []].flat() as string[];
  const type = typeOf(value);
  if (types.length > 0 && !types.includes(type) && !(type === 'integer' && types.includes('number')))
    return `${path}: ${type} instead of ${types.join(', ')}`;
  if ('const' in schema && value !== schema.const) return `${path}: not ${String(schema.const)}`;
  if (schema.enum && !(schema.enum as Json[]).includes(value)) return `${path}: none of the enum`;
  if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern).test(String(value))) return `${path}: pattern`;
  if (typeof value === 'number' && (value < Number(schema.minimum ?? value) || value > Number(schema.maximum ?? value)))
    return `${path}: out of range`;
  if (Array.isArray(value)) {
    if (value.length < Number(schema.minItems ?? 0) || value.length > Number(schema.maxItems ?? value.length))
      return `${path}: ${value.length} items`;
    const items = schema.items as Schema | undefined;
    const fault = items && value.map((item, i) => inner(items, item, `${path}/${i}`)).find((one) => one !== null);
    if (fault) return fault;
  }
  if (isMap(value)) {
    const missing = ((schema.required ?? []) as string[]).find((key) => !(key in value));
    if (missing !== undefined) return `${path}: ${missing} is missing`;
    if (Object.keys(value).length < Number(schema.minProperties ?? 0)) return `${path}: empty`;
    const properties = (schema.properties ?? {}) as Record<string, Schema>;
    for (const [key, item] of Object.entries(value)) {
      const own = properties[key] ?? schema.additionalProperties ?? true;
      if (own === false) return `${path}: unknown key ${key}`;
      const fault = own === true ? null : inner(own as Schema, item, `${path}/${key}`);
      if (fault) return fault;
    }
  }
  for (const word of ['anyOf', 'oneOf'] as const) {
    const options = (schema[word] ?? null) as Schema[] | null;
    if (!options) continue;
    const faults = options.map((option) => inner(option, value, path));
    const fitting = faults.filter((fault) => fault === null).length;
    if (fitting === 0) return deepest(faults.filter((fault) => fault !== null));
    if (word === 'oneOf' && fitting > 1) return `${path}: ${fitting} of the words at once`;
  }
  return null;
}
