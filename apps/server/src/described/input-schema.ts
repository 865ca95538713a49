import { CalendarDay, InstantText, instantSchema, LongText, PlainText } from '@tidu/platform';
import { TransformationType } from 'class-transformer';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { getMetadataStorage } from 'class-validator';

/** A schema as the documents write it: JSON Schema 2020-12, as OpenAPI 3.1 does. */
export type Schema = Record<string, unknown>;
export type Class = abstract new (...all: never[]) => object;
type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

export const refTo = (type: Class): Schema => ({ $ref: `#/components/schemas/${type.name}` });

/** One part of a body or of the parameters. */
export interface DescribedProperty {
  schema: Schema;
  required: boolean;
}

/**
 * What the validation lets through, from its own metadata: an input's class says it once and the documents repeat it.
 * Words of the documents beyond JSON Schema: the formats `line` (text without control characters, tabs and line breaks)
 * and `text` (several lines), and `x-trimmed`: blanks around it and marks nobody sees are cut before it is looked at.
 * @throws Error where a rule has no words here: the documents would be silent about it.
 */
export function describeProperties(type: Class): Record<string, DescribedProperty> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const names = [...new Set(rules.map(({ propertyName }) => propertyName))];
  return Object.fromEntries(
    names.map((name) => [
      name,
      describe(
        type,
        name,
        rules.filter(({ propertyName }) => propertyName === name),
      ),
    ]),
  );
}

/** The classes nested in an input's class, at any depth, and itself. */
export function withNested(type: Class, seen = new Set<Class>()): Set<Class> {
  if (seen.has(type)) return seen;
  seen.add(type);
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(type, '', false, false))
    if (rule.type === 'nestedValidation') withNested(nestedIn(type, rule.propertyName), seen);
  return seen;
}

function describe(type: Class, name: string, rules: Rule[]): DescribedProperty {
  const conditions = rules.filter((rule) => rule.type === 'conditionalValidation');
  const passes = (value: null | undefined) =>
    conditions.some(({ constraints }) => {
      const [applies] = constraints as [(body: object, value: unknown) => boolean];
      return !applies({ [name]: value }, value);
    });
  const checks = rules.filter((rule) => rule.type !== 'conditionalValidation');
  const isList = checks.some(({ each, name: rule }) => each === true || rule === 'isArray');
  const nested = checks.some((rule) => rule.type === 'nestedValidation') ? refTo(nestedIn(type, name)) : null;
  const one = { ...nested, ...wordsOf(checks.filter(({ each }) => isList === (each === true))) };
  const whole = isList
    ? { type: 'array', items: typed({ ...nested, ...one }), ...wordsOf(checks.filter(({ each }) => !each)) }
    : one;
  const schema = { ...typed(whole), ...(isTrimmed(type, name) && { 'x-trimmed': true }) };
  return { schema: passes(null) ? orNull(schema) : schema, required: checks.length > 0 && !passes(undefined) };
}

function nestedIn(type: Class, name: string): Class {
  const given = defaultMetadataStorage.findTypeMetadata(type, name)?.typeFunction() as Class | undefined;
  const nested = given ?? (Reflect.getMetadata('design:type', type.prototype as object, name) as Class | undefined);
  if (!nested) throw new Error(`${type.name}.${name}: nobody says of what class it is`);
  return nested;
}

/** Whether the field's own `@Tidy` cuts the blanks: asked by an example. */
function isTrimmed(type: Class, name: string): boolean {
  return defaultMetadataStorage
    .findTransformMetadatas(type, name, TransformationType.PLAIN_TO_CLASS)
    .some(({ transformFn }) => transformFn({ value: ' x ' } as never) === 'x');
}

/** As the validation of ids means it: of a known version, or all 0 or all F. */
const uuid =
  '^([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[1-8][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}|[0-]{36}|[Ff-]{36})$';
/** A day between the years 1000 and 9999. */
const day: Schema = { type: 'string', format: 'date', pattern: '^[1-9]' };

/** Each rule in words of JSON Schema, from what it was given. */
const words: Record<string, (given: unknown[]) => Schema> = {
  isString: () => ({ type: 'string' }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: ([options]) => ({
    type: 'number',
    multipleOf: 1 / 10 ** ((options as { maxDecimalPlaces?: number } | undefined)?.maxDecimalPlaces ?? 0),
  }),
  isObject: () => ({ type: 'object' }),
  isArray: () => ({}),
  isIn: ([values]) => ({ enum: values }),
  isUuid: () => ({ type: 'string', format: 'uuid', pattern: uuid }),
  isDay: () => day,
  matches: ([pattern]) => ({ type: 'string', pattern: sourceOf(pattern as RegExp) }),
  min: ([least]) => ({ minimum: least }),
  max: ([most]) => ({ maximum: most }),
  minLength: ([least]) => ({ type: 'string', minLength: least }),
  maxLength: ([most]) => ({ type: 'string', maxLength: most }),
  arrayMinSize: ([least]) => ({ minItems: least }),
  arrayMaxSize: ([most]) => ({ maxItems: most }),
  arrayUnique: () => ({ uniqueItems: true }),
};

function sourceOf(pattern: RegExp): string {
  if (pattern.flags.replace('u', '') !== '') throw new Error(`${String(pattern)}: a schema's pattern has no flags`);
  return pattern.source;
}

const own = new Map<unknown, Schema>([
  [PlainText, { type: 'string', format: 'line' }],
  [LongText, { type: 'string', format: 'text' }],
  [CalendarDay, day],
  [InstantText, instantSchema],
]);

function wordsOf(rules: Rule[]): Schema {
  const parts = rules
    .filter((rule) => rule.type === 'customValidation')
    .map((rule) => {
      const said = own.get(rule.constraintCls) ?? words[rule.name ?? '']?.(rule.constraints as unknown[]);
      if (!said) throw new Error(`${(rule.target as Class).name}.${rule.propertyName}: ${rule.name} is no word here`);
      return said;
    });
  const patterns = parts.flatMap(({ pattern }) => (pattern === undefined ? [] : [{ pattern }]));
  const all = Object.assign({}, ...parts) as Schema;
  return patterns.length < 2 ? all : { ...all, allOf: patterns.slice(0, -1) };
}

/** Says the type of an enumeration too, and of every other text that it holds no control character. */
function typed(schema: Schema): Schema {
  const values = schema.enum as unknown[] | undefined;
  if (values) return { type: typeof values[0], ...schema };
  return schema.type === 'string' && !schema.format ? { ...schema, format: 'text' } : schema;
}

function orNull(schema: Schema): Schema {
  if ('$ref' in schema) return { anyOf: [schema, { type: 'null' }] };
  const values = schema.enum as unknown[] | undefined;
  return { ...schema, type: [schema.type, 'null'], ...(values && { enum: [...values, null] }) };
}
