import { type INestApplicationContext, ParseUUIDPipe, type PipeTransform, type Type } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { actKeySchema, describesItself, ifMatchSchema, keepsNoAnswers } from '@tidu/platform';
import { problemPlaceSchema, problemResponses, problemSchema, refusals } from './answers';
import { type Class, describeProperties, refTo, type Schema, withNested } from './input-schema';
import { type Route, routesOf } from './routes';

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;
interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}

/**
 * Completes a document made of the classes' types by what the doors really accept and answer: every rule of the
 * validation, every pipe on a part of the address, the headers, and every status.
 */
export function describeOperations(app: INestApplicationContext, document: OpenAPIObject): void {
  const routes = routesOf(app);
  const schemas = (document.components ??= {}).schemas as Record<string, Schema>;
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods) as [string, Operation][]) {
      const route = routes.get(operation.operationId ?? '');
      if (!route) throw new Error(`${method} ${path}: no controller has it`);
      describeParameters(operation, route);
      describeBody(operation, route, schemas);
      describeAnswers(operation, {
        method,
        permission: route.permission,
        hasBody: operation.requestBody !== undefined,
      });
    }
  Object.assign(schemas, { ProblemDto: problemSchema, ProblemPlace: problemPlaceSchema });
  document.components.responses = problemResponses;
}

const headers: Record<string, Schema> = { 'If-Match': ifMatchSchema, 'Idempotency-Key': actKeySchema };

/** Where no answers are kept the key of an act means nothing, whatever it is. */
const isIgnored = (operation: Operation, header: string) => header === 'Idempotency-Key' && keepsNoAnswers in operation;

function describeParameters(operation: Operation, { path, query }: Route): void {
  const properties = query ? describeProperties(query) : {};
  const all = (operation.parameters ?? []) as Parameter[];
  for (const parameter of all) {
    const { name, schema } = parameter;
    if (parameter.in === 'header' && !isIgnored(operation, name)) parameter.schema = headers[name] ?? schema;
    if (parameter.in === 'path') parameter.schema = pipeSchema(path.get(name), name);
    const property = parameter.in === 'query' ? properties[name] : undefined;
    if (property)
      Object.assign(parameter, { schema: said(schema, asked(property.schema)), required: property.required });
  }
  // what the compiler's plugin passed over
  for (const [name, { schema, required }] of Object.entries(properties))
    if (!all.some((one) => one.in === 'query' && one.name === name))
      all.push({ name, in: 'query', required, schema: asked(schema) });
  operation.parameters = all as never;
}

/** A parameter is never null: there is no way to write it. */
function asked(schema: Schema): Schema {
  if (!Array.isArray(schema.type)) return schema;
  const values = schema.enum as unknown[] | undefined;
  return { ...schema, type: schema.type[0] as string, ...(values && { enum: values.filter((one) => one !== null) }) };
}

function pipeSchema(given: PipeTransform | Type<PipeTransform> | undefined, name: string): Schema {
  const pipe = typeof given === 'function' ? new given() : given;
  if (pipe instanceof ParseUUIDPipe) return { type: 'string', format: 'uuid' };
  if (describesItself(pipe)) return { ...pipe.schema };
  throw new Error(`${name}: its pipe doesn’t say what it lets through`);
}

function describeBody(operation: Operation, { body }: Route, schemas: Record<string, Schema>): void {
  if (!body || body === (String as unknown)) return; // a text is read, and described, by its own operation
  for (const type of withNested(body)) describeClass(type, schemas);
  const request = operation.requestBody as { required?: boolean; content: Record<string, { schema: Schema }> };
  const json = request.content['application/json'];
  if (json) request.required = schemas[body.name]?.required !== undefined;
  const form = request.content['multipart/form-data'];
  if (!form) return;
  schemas[body.name] = withFile(schemas[body.name] as Schema);
  form.schema = refTo(body);
}

/** A form: the fields of the class, and the file. */
function withFile({ required = [], properties, ...rest }: Schema): Schema {
  const file = { type: 'string', format: 'binary' };
  return {
    ...{ ...rest, required: [...(required as string[]), 'file'] },
    properties: { ...(properties as object), file },
  };
}

function describeClass(type: Class, schemas: Record<string, Schema>): void {
  const known = (schemas[type.name]?.properties ?? {}) as Record<string, Schema>;
  const properties = Object.entries(describeProperties(type));
  const required = properties.flatMap(([name, { required }]) => (required ? [name] : []));
  schemas[type.name] = {
    type: 'object',
    ...(schemas[type.name]?.description !== undefined && { description: schemas[type.name]?.description }),
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(properties.map(([name, { schema }]) => [name, said(known[name], schema)])),
  };
}

/** What the validation says, with the words that stand at the field. */
function said(known: Schema | undefined, schema: Schema): Schema {
  const { additionalProperties, ...words } = known ?? {};
  const kept = Object.entries(words).filter(
    ([key]) => ['description', 'example'].includes(key) || key.startsWith('x-'),
  );
  return {
    ...Object.fromEntries(kept),
    ...schema,
    ...(schema.type === 'object' && additionalProperties !== undefined && { additionalProperties }),
  };
}

const file = { schema: { type: 'string', format: 'binary' } };
/** Files come as what they are; the compiler's plugin takes them for JSON. */
const fileTypes = {
  'text/csv': file,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': file,
};

function describeAnswers(operation: Operation, asked: Parameters<typeof refusals>[0]): void {
  const whole = operation.responses[200] as { content?: Record<string, { schema: Schema }> } | undefined;
  const isFile = whole?.content?.['application/json']?.schema.format === 'binary';
  if (whole && isFile && Object.keys(whole.content ?? {}).length === 1) whole.content = fileTypes;
  else if (whole?.content?.['application/octet-stream'])
    whole.content = { '*/*': file }; // as it was brought
  else if (whole && !whole.content) whole.content = { 'text/csv': file };
  for (const status of refusals(asked))
    operation.responses[status] ??= { $ref: `#/components/responses/Problem${status}` };
}
