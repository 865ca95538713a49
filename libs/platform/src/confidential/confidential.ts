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

/** Adds to what the document says of a property; `ApiProperty` would guess its type too, and guess worse. */
const marked =
  (marks: Record<string, string>): PropertyDecorator =>
  (target, property) => {
    const known = (Reflect.getMetadata(properties, target, property) ?? {}) as object;
    Reflect.defineMetadata(properties, { ...known, ...marks }, target, property);
  };
