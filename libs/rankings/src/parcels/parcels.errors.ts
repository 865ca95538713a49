import { DomainError, type Problem } from '@tidu/kernel';

/** The same for a parcel that isn't there and for one out of sight. */
export const parcelNotFound = () =>
  new DomainError('notFound', 'PARCELS.NOT_FOUND', '没有这个地块，或不在您的范围里。请从用地台账里选择。');

export const areaListNotFound = () =>
  new DomainError('notFound', 'PARCELS.NO_LIST', '没有这份面积公示。请从面积公示的列表里选择。');

export const areaObjectionNotFound = () =>
  new DomainError('notFound', 'PARCELS.NO_OBJECTION', '没有这件面积异议，或不在您的范围里。');

/** A field that is refused, and what to do. */
export interface FieldFault {
  field: string;
  code: string;
  message: string;
  value?: string;
}

/** At most so many mistakes are named at once. */
const mostFaults = 50;

/** Every field that is refused, not only the first, with what to do. */
export function badParcelFields(faults: readonly [FieldFault, ...FieldFault[]]): DomainError {
  const problems = faults.slice(0, mostFaults).map(({ field, code, message, value }): Problem => ({
    ...{ where: { field }, code: `PARCELS.${code}`, message },
    ...(value !== undefined && { value }),
  }));
  const words = problems.map(({ message }) => message).join('');
  const more = faults.length > mostFaults ? `等 ${faults.length} 处。` : '';
  return new DomainError('invalid', `PARCELS.${faults[0].code}`, words + more, problems);
}

/** One field is refused, with what to do. */
export const badParcelField = (field: string, code: string, message: string) =>
  badParcelFields([{ field, code, message }]);

/** Does nothing where nothing is wrong. @throws DomainError as {@link badParcelFields}. */
export function requireNoFault(faults: readonly FieldFault[]): void {
  const [first, ...others] = faults;
  if (first) throw badParcelFields([first, ...others]);
}

/** Not as things stand. */
export const notNow = (code: string, message: string) => new DomainError('conflict', `PARCELS.${code}`, message);

/** Not by whoever asks, whatever their role. */
export const notBy = (code: string, message: string) => new DomainError('forbidden', `PARCELS.${code}`, message);
