import type { Schema } from './input-schema';

/** The same in OpenAPI 3.1, whose schemas are JSON Schema 2020-12: what may be null says so by its type. */
export function withNullTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNullTypes);
  if (value === null || typeof value !== 'object') return value;
  const { nullable, ...rest }: Schema = Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withNullTypes(item)]),
  );
  // a field may itself be called so
  if (typeof nullable !== 'boolean') return nullable === undefined ? rest : { ...rest, nullable };
  if (!nullable) return rest;
  const { allOf, oneOf, anyOf, type, enum: values, ...others } = rest as Record<string, unknown[] | undefined>;
  const ways = oneOf ?? anyOf ?? (allOf?.length === 1 ? allOf : allOf && [{ allOf }]);
  if (ways) return { ...others, anyOf: [...ways, { type: 'null' }] };
  if (type === undefined) return rest;
  return { ...others, type: [type, 'null'].flat(), ...(values && { enum: [...values, null] }) };
}
