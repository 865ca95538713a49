import { areaText } from '../area';
import type { DivisionView, EnterpriseShare, ParcelRow, WholeParcel } from '../parcels.queries';
import type { DivisionDto, EnterpriseParcelsDto, ParcelRowDto, WholeParcelDto } from './parcels.console.dto';

const shown = (area: string | null) => (area === null ? null : areaText(area));
const sum = (areas: readonly string[]) => areas.reduce((all, one) => all + BigInt(one), 0n);

export const toParcelRow = ({ area, publicArea, vacantArea, ...row }: ParcelRow): ParcelRowDto => ({
  ...row,
  ...{ area: shown(area), publicArea: shown(publicArea), vacantArea: shown(vacantArea) },
});

const toDivision = (one: DivisionView, holds: boolean): DivisionDto => {
  const { id, revision, validFrom, ended, area, publicArea, vacantArea, document, reason, recordedByName, shares } =
    one;
  const seen = sum([publicArea, vacantArea, ...shares.map((share) => share.area)]);
  return {
    ...{ id, revision, validFrom, ended, document, reason, recordedByName, holds },
    ...{ area: areaText(area), publicArea: areaText(publicArea), vacantArea: areaText(vacantArea) },
    ...{ hiddenArea: areaText(BigInt(area) - seen), recordedAt: one.recordedAt.toISOString() },
    shares: shares.map((share) => ({ ...share, area: areaText(share.area) })),
  };
};

export function toWholeParcel({ current, history, createdAt, ...parcel }: WholeParcel): WholeParcelDto {
  return {
    ...{ ...parcel, createdAt: createdAt.toISOString() },
    current: current && toDivision(current, true),
    history: history.map(({ holds, ...one }) => toDivision(one, holds)),
  };
}

export function toEnterpriseParcels({ day, items }: { day: string; items: EnterpriseShare[] }): EnterpriseParcelsDto {
  return {
    ...{ day, total: areaText(sum(items.map(({ area }) => area))) },
    items: items.map((one) => ({ ...one, area: areaText(one.area), parcelArea: areaText(one.parcelArea) })),
  };
}
