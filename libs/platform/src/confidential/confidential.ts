/** Where the library keeps what `ApiProperty` says of a property. */
const properties = 'swagger/apiModelProperties';

/** By this the interface's document knows a confidential property: the code of its field. */
export const confidentialMark = 'x-confidential';
/** Set where the answer is the disclosure itself, or shows a person what they said themselves. */
export const wholeMark = 'x-shown-whole';

/**
 * A property of an answer that holds a confidential field (`seeds/access/fields.yaml`): it leaves the server masked,
 * unless the person sees that field whole.
 */
export const Confidential = (field: string): PropertyDecorator => marked({ [confidentialMark]: field });

/**
 * The same, told whole: `disclosed` by an operation that asked for a reason and noted it, `own` to whoever it is about.
 */
export const ShownWhole = (field: string, why: 'disclosed' | 'own'): PropertyDecorator =>
  marked({ [confidentialMark]: field, [wholeMark]: why });

/** Every property marked so far, to compare with what the documents say of them. */
const known: { owner: string; property: string; marks: Record<string, string> }[] = [];

interface Describing {
  components?: { schemas?: Record<string, { properties?: Record<string, object> }> };
}

/**
 * Marked properties whose class a document describes without them, as `Class.property`. What a document leaves out is
 * not masked by it, so a server starts with none alone.
 */
export function forgottenMarks(documents: readonly Describing[]): string[] {
  const described = documents.map(({ components }) => components?.schemas ?? {});
  return known.flatMap(({ owner, property, marks }) => {
    const isWhole = (schema: { properties?: Record<string, object> }) => {
      const said = schema.properties?.[property] as Record<string, unknown> | undefined;
      return Object.entries(marks).every(([mark, value]) => said?.[mark] === value);
    };
    return described.every((schemas) => !schemas[owner] || isWhole(schemas[owner])) ? [] : [`${owner}.${property}`];
  });
}

/** Adds to what the document says of a property; `ApiProperty` would guess its type too, and guess worse. */
const marked =
  (marks: Record<string, string>): PropertyDecorator =>
  (target, property) => {
    const said = (Reflect.getMetadata(properties, target, property) ?? {}) as object;
    Reflect.defineMetadata(properties, { ...said, ...marks }, target, property);
    known.push({ owner: target.constructor.name, property: String(property), marks });
  };
