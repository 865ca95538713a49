import fs from 'node:fs';
import path from 'node:path';

/** The interface's documents as they are committed: all that this folder knows of what the doors accept. */

export type Schema = Record<string, unknown>;

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Schema;
}

export interface Described {
  /** `METHOD /address/{parameter}`. */
  name: string;
  method: string;
  path: string;
  parameters: Parameter[];
  /** What a body must be, and how it is sent. */
  body: { type: string; schema: Schema; required: boolean } | null;
  responses: Record<string, Answer>;
  document: Document;
}

interface Answer {
  content?: Record<string, { schema: Schema }>;
}

export interface Document {
  audience: string;
  components: { schemas: Record<string, Schema>; responses: Record<string, Answer> };
  paths: Record<string, Record<string, RawOperation>>;
}

interface RawOperation {
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, Answer & { $ref?: string }>;
}

const folder = path.resolve(__dirname, '../../apps/server/openapi');
export const documents: Document[] = fs.readdirSync(folder).map((file) => ({
  ...(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as Document),
  audience: path.basename(file, '.json'),
}));

/** Every operation of every document. */
export function describedOperations(): Described[] {
  return documents.flatMap((document) =>
    Object.entries(document.paths).flatMap(([address, methods]) =>
      Object.entries(methods).map(([method, operation]) => describedOf(document, address, method, operation)),
    ),
  );
}

function describedOf(document: Document, address: string, method: string, operation: RawOperation): Described {
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  return {
    ...{ document, method: method.toUpperCase(), path: address, name: `${method.toUpperCase()} ${address}` },
    parameters: operation.parameters ?? [],
    body:
      type === undefined || content === undefined
        ? null
        : { type, schema: content.schema, required: operation.requestBody?.required ?? false },
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, answer]) => [status, resolved(document, answer)]),
    ),
  };
}

function resolved({ components }: Document, answer: Answer & { $ref?: string }): Answer {
  const name = answer.$ref?.split('/').at(-1);
  if (name === undefined) return answer;
  const found = components.responses[name];
  if (!found) throw new Error(`no response ${name}`);
  return found;
}

/** A schema, or the one it points to. */
export function deref(document: Document, schema: Schema): Schema {
  if (typeof schema.$ref !== 'string') return schema;
  const found = document.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
  if (!found) throw new Error(`no schema ${schema.$ref}`);
  return found;
}
