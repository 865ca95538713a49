import { type ConfidentialField, confidentialField, fieldRegister } from './field-register';
import { masks } from './masks';

/** Whose rights decide: those of a person, or the fields named when a job was asked for. */
export interface Clearance {
  permissions: ReadonlySet<string> | 'all';
}

/** Whether somebody sees this field whole without asking for it. */
export function seesWhole({ permissions }: Clearance, { label, whole }: ConfidentialField): boolean {
  if (label === 'public' || label === 'internal') return true;
  if (whole.length === 0) return false;
  return permissions === 'all' || whole.some((one) => permissions.has(one));
}

/** Codes of the fields that somebody sees whole: what a job they ask for may write out. */
export function fieldsSeenWhole(person: Clearance): string[] {
  return [...fieldRegister().fields.values()].filter((field) => seesWhole(person, field)).map(({ code }) => code);
}

/** A value of a field as it looks masked; what is no text is hidden altogether. */
export function masked(field: ConfidentialField, value: unknown): unknown {
  if (value === null || value === undefined || field.mask === 'none') return value;
  return typeof value === 'string' ? masks[field.mask](value) : masks.hidden();
}

/** A text of a field, named by its code, as it looks masked. */
export const maskedText = (code: string, value: string): string => masked(confidentialField(code), value) as string;

/** Content without a fixed shape, with everything masked that stands under the name of a confidential field. */
export const maskedContent = (value: unknown): unknown => maskedBy(fieldsByKey(), value);

/** What an entry of the trail says, with everything masked that acts of its kind once wrote there whole. */
export function maskedOfAct<T>(action: string, value: T): T {
  const fields = [...fieldRegister().fields.values()].filter(({ acts }) => acts.some((one) => action.startsWith(one)));
  if (fields.length === 0) return value;
  const names = fields.flatMap((field) => field.columns.map((column) => [column.split('.')[1] ?? '', field] as const));
  return maskedBy(new Map(names), value) as T;
}

function maskedBy(fields: ReadonlyMap<string, ConfidentialField>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => maskedBy(fields, one));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const field = fields.get(key);
      return [key, field && typeof inner !== 'object' ? masked(field, inner) : maskedBy(fields, inner)];
    }),
  );
}

let byKey: ReadonlyMap<string, ConfidentialField> | undefined;

function fieldsByKey(): ReadonlyMap<string, ConfidentialField> {
  byKey ??= new Map(
    [...fieldRegister().fields.values()].flatMap((field) => field.keys.map((key) => [key, field] as const)),
  );
  return byKey;
}
