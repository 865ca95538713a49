import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { confidentialMark, forgottenMarks, wholeMark } from './confidential';
import { type ConfidentialField, confidentialField } from './field-register';
import { type Clearance, masked, maskedContent, seesWhole } from './shown';

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  additionalProperties?: boolean | Schema;
  [confidentialMark]?: string;
  [wholeMark]?: string;
}

/** Who looks at an answer, and which fields they were shown whole. */
export interface Look extends Clearance {
  seen: Set<ConfidentialField>;
  /** Which they asked for, giving a reason; the operation noted it. */
  disclosed: Set<ConfidentialField>;
}

/** An answer, or a part of one, as the person may see it. */
type Mask = (value: unknown, look: Look) => unknown;

/**
 * What must be masked in the answer of each operation, told by the interface's document, so that whatever the document
 * marks is masked wherever it stands. Of an operation without a document everything is masked by its name.
 */
@Injectable()
export class AnswerMasks {
  private readonly byOperation = new Map<string, Mask | null>();

  /**
   * Takes in the documents that `createDocuments` made; an operation is known by `Controller_method`.
   * @throws Error where they leave out what is marked as confidential: they were made of incomplete metadata.
   */
  learn(documents: readonly OpenAPIObject[]): void {
    const forgotten = forgottenMarks(documents as Parameters<typeof forgottenMarks>[0]);
    if (forgotten.length > 0)
      throw new Error(`接口说明不完整，缺少须遮盖的字段：${forgotten.join('、')}。请重新编译（npm run build）后再启动`);
    for (const { paths, components } of documents) {
      const compiler = new Compiler(components?.schemas ?? {});
      for (const operation of Object.values(paths).flatMap((path) => Object.values(path as object) as Described[]))
        this.byOperation.set(operation.operationId, compiler.ofAnswer(operation));
    }
  }

  /** Whether nothing of the operation's answers is ever masked: it is described, and nothing in it is confidential. */
  passes(operation: string): boolean {
    return this.byOperation.get(operation) === null;
  }

  /** The answer as this person may see it; the same object where nothing in it is confidential. */
  apply(operation: string, answer: unknown, look: Look): unknown {
    const mask = this.byOperation.get(operation);
    if (mask === null) return answer;
    return mask === undefined ? maskedContent(answer) : mask(answer, look);
  }
}

interface Described {
  operationId: string;
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

/** Makes masks of the schemas of one document; a schema that leads nowhere confidential has none. */
class Compiler {
  private readonly known = new Map<string, Mask | null>();

  constructor(private readonly schemas: Readonly<Record<string, Schema>>) {}

  /** `null`: nothing to mask. Where no answer in JSON is described, one that comes after all is masked by its names. */
  ofAnswer({ responses }: Described): Mask | null {
    const schemas = Object.entries(responses)
      .filter(([status]) => /^2/.test(status))
      .flatMap(([, { content }]) => content?.['application/json']?.schema ?? []);
    return schemas.length === 0 ? maskedContent : together(schemas.map((schema) => this.of(schema)));
  }

  private of(schema: Schema): Mask | null {
    if (schema.$ref !== undefined) return this.named(schema.$ref.split('/').at(-1) ?? '');
    if (isShapeless(schema)) return maskedContent;
    return together([
      ...partsOf(schema).map((part) => this.of(part)),
      this.ofItems(schema.items),
      this.ofProperties(schema.properties ?? {}),
    ]);
  }

  /** Schemas may lead back to themselves: whether one is confidential is asked first, its mask looks itself up. */
  private named(name: string): Mask | null {
    const found = this.known.get(name);
    if (found !== undefined) return found;
    const schema = this.schemas[name];
    if (!schema || !this.reaches(schema, new Set())) {
      this.known.set(name, null);
      return null;
    }
    this.known.set(name, (value, look) => (this.known.get(name) as Mask)(value, look));
    const mask = this.of(schema) ?? null;
    this.known.set(name, mask);
    return mask;
  }

  private reaches(schema: Schema, seen: Set<string>): boolean {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.split('/').at(-1) ?? '';
      if (seen.has(name)) return false;
      seen.add(name);
      return this.schemas[name] !== undefined && this.reaches(this.schemas[name], seen);
    }
    if (schema[confidentialMark] !== undefined || isShapeless(schema)) return true;
    const inner = [
      ...partsOf(schema),
      ...(schema.items ? [schema.items] : []),
      ...Object.values(schema.properties ?? {}),
    ];
    return inner.some((one) => this.reaches(one, seen));
  }

  private ofItems(items: Schema | undefined): Mask | null {
    const mask = items ? this.of(items) : null;
    return mask && ((value, look) => (Array.isArray(value) ? value.map((one) => mask(one, look)) : value));
  }

  private ofProperties(properties: Record<string, Schema>): Mask | null {
    const masks = Object.entries(properties).flatMap(([name, schema]): [string, Mask][] => {
      const mask = ofMarked(schema) ?? this.of(schema);
      return mask ? [[name, mask]] : [];
    });
    if (masks.length === 0) return null;
    return (value, look) => {
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
      const shown: Record<string, unknown> = { ...value };
      for (const [name, mask] of masks) if (name in shown) shown[name] = mask(shown[name], look);
      return shown;
    };
  }
}

const partsOf = ({ allOf = [], oneOf = [], anyOf = [] }: Schema): Schema[] => [...allOf, ...oneOf, ...anyOf];

/** Whether anything may stand there. */
function isShapeless(schema: Schema): boolean {
  const { type, properties, items, $ref } = schema;
  if (type !== undefined && ![type].flat().includes('object')) return false;
  return $ref === undefined && !properties && !items && partsOf(schema).length === 0 && !('enum' in schema);
}

/** The mask of a property that holds a field; what was asked for, and what is one's own, is whole. */
function ofMarked(schema: Schema): Mask | null {
  const code = schema[confidentialMark];
  if (code === undefined) return null;
  const field = confidentialField(code);
  const whole = schema[wholeMark];
  if (whole !== undefined)
    return (value, look) => {
      if (whole === 'disclosed' && value !== null) look.disclosed.add(field);
      return value;
    };
  return (value, look) => {
    if (value === null || value === undefined) return value;
    if (!seesWhole(look, field)) return masked(field, value);
    look.seen.add(field);
    return value;
  };
}

function together(masks: readonly (Mask | null)[]): Mask | null {
  const all = masks.filter((mask) => mask !== null);
  if (all.length < 2) return all[0] ?? null;
  return (value, look) => all.reduce((seen, mask) => mask(seen, look), value);
}
