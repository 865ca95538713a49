import { DomainError } from '@tidu/kernel';

/** The same for a parcel that isn't there and for one out of sight. */
export const parcelNotFound = () =>
  new DomainError('notFound', 'PARCELS.NOT_FOUND', '没有这个地块，或不在您的范围里。请从用地台账里选择。');

export const areaListNotFound = () =>
  new DomainError('notFound', 'PARCELS.NO_LIST', '没有这份面积公示。请从面积公示的列表里选择。');

export const areaObjectionNotFound = () =>
  new DomainError('notFound', 'PARCELS.NO_OBJECTION', '没有这件面积异议，或不在您的范围里。');

/** One field is refused, with what to do. */
export const badParcelField = (field: string, code: string, message: string) =>
  new DomainError('invalid', `PARCELS.${code}`, message, [{ where: { field }, code: `PARCELS.${code}`, message }]);

/** Not as things stand. */
export const notNow = (code: string, message: string) => new DomainError('conflict', `PARCELS.${code}`, message);

/** Not by whoever asks, whatever their role. */
export const notBy = (code: string, message: string) => new DomainError('forbidden', `PARCELS.${code}`, message);
