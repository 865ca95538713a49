import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type Day, DomainError, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, todayOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { areaOf, areaText } from './area';
import { badParcelField, type FieldFault, notNow, requireNoFault } from './parcels.errors';
import { lockParcel, type Parcel } from './parcels.store';

/** How a parcel is divided, as a person writes it: areas as decimal texts of 亩. */
export interface GivenDivision {
  validFrom: Day;
  area: string;
  publicArea: string;
  vacantArea: string;
  shares: { enterpriseId: string; area: string }[];
  document?: string;
}

export interface GivenParcel extends GivenDivision {
  number: string;
  regionCode: string;
  zoneCode?: string;
  address: string;
}

/** Keeps the ledger of land (用地台账): parcels, and how each is divided from a day on. Nothing is ever overwritten. */
@Injectable()
export class ParcelsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `PARCELS.REGION`, `PARCELS.ZONE`, `PARCELS.NUMBER`, and what {@link divide} throws. */
  async create(person: ActingPerson, given: GivenParcel): Promise<string> {
    const { number, regionCode, zoneCode = null, address } = given;
    if ((await this.reference.regions()).get(regionCode)?.level !== 'district')
      throw badParcelField('regionCode', 'REGION', `regionCode：没有“${regionCode}”这个县区，请填六位县区代码。`);
    const id = uuidv7();
    const work = this.database.write(person, async (tx) => {
      await this.requireZone(tx, zoneCode);
      const demo = await this.demoOf(tx, given.shares);
      await tx.rows(
        `insert into parcel (id, number, "regionCode", "zoneCode", address, demo, "createdByName") values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, number, regionCode, zoneCode, address, demo, person.name],
      );
      await this.trail.record(tx, {
        ...{ action: 'parcels.create', objectType: 'parcel', objectId: id },
        after: { number, regionCode, zoneCode, address },
      });
      await this.record(tx, { id, number, regionCode, zoneCode, address, demo, version: 1 }, given, null);
      return id;
    });
    return work.catch(inWords);
  }

  /**
   * Divides a parcel anew from a day on, with a reason; what was before stays.
   * @throws DomainError `PARCELS.NOT_FOUND`, `PLATFORM.STALE`, `PARCELS.SUM`, `PARCELS.TENANT`, `PARCELS.TWICE`,
   *   `PARCELS.FUTURE`.
   */
  async divide(
    person: ActingPerson,
    id: string,
    version: number,
    { reason, ...given }: GivenDivision & { reason: string },
  ): Promise<void> {
    await this.database
      .write(person, async (tx) => {
        const parcel = await lockParcel(tx, id, version);
        await this.divideIn(tx, parcel, given, { reason });
      })
      .catch(inWords);
  }

  /** The same inside a transaction, the parcel locked. Returns the division's id. */
  async divideIn(
    tx: Transaction,
    parcel: Parcel,
    given: GivenDivision,
    why: { reason: string; objectionId?: string },
  ): Promise<string> {
    const id = await this.record(tx, parcel, given, why);
    await tx.rows('update parcel set version = version + 1 where id = $1', [parcel.id]);
    return id;
  }

  /** From that day on the parcel is none any more (收回、注销). */
  async end(
    person: ActingPerson,
    id: string,
    version: number,
    given: { validFrom: Day; document?: string; reason: string },
  ): Promise<void> {
    const none = { area: '0', publicArea: '0', vacantArea: '0', shares: [] };
    await this.database.write(person, async (tx) => {
      const parcel = await lockParcel(tx, id, version);
      await this.record(tx, parcel, { ...none, ...given }, given, true);
      await tx.rows('update parcel set version = version + 1 where id = $1', [id]);
    });
  }

  /** Where it lies, in words, and in which zone. @throws DomainError `PARCELS.NOT_FOUND`, `PLATFORM.STALE`, `PARCELS.ZONE`. */
  async edit(
    person: ActingPerson,
    id: string,
    version: number,
    { address, zoneCode, reason }: { address: string; zoneCode: string | null; reason: string },
  ): Promise<void> {
    await this.database.write(person, async (tx) => {
      const before = await lockParcel(tx, id, version);
      await this.requireZone(tx, zoneCode);
      if (before.address === address && before.zoneCode === zoneCode)
        throw notNow('NO_CHANGE', '坐落和园区与现有的完全相同，没有改动。');
      await tx.rows('update parcel set address = $2, "zoneCode" = $3, version = version + 1 where id = $1', [
        ...[id, address, zoneCode],
      ]);
      await this.trail.record(tx, {
        ...{ action: 'parcels.edit', objectType: 'parcel', objectId: id, reason },
        ...{ before: { address: before.address, zoneCode: before.zoneCode }, after: { address, zoneCode } },
      });
    });
  }

  private async record(
    tx: Transaction,
    parcel: Parcel,
    given: GivenDivision,
    why: { reason: string; objectionId?: string } | null,
    ended = false,
  ): Promise<string> {
    const whole = ended ? { area: 0n, publicArea: 0n, vacantArea: 0n, shares: [] } : checked(given);
    if (given.validFrom > (await todayOf(tx)))
      throw badParcelField('validFrom', 'FUTURE', 'validFrom：起算日还没有到。台账记已经发生的，请到那一天再记。');
    await this.requireTenants(tx, parcel, given);
    const last = await tx.row<{ revision: number }>(
      'select max(revision) as revision from parcel_division where "parcelId" = $1',
      [parcel.id],
    );
    const [id, revision] = [uuidv7(), (last?.revision ?? 0) + 1];
    const { area, publicArea, vacantArea, shares } = whole;
    await tx.rows(
      `insert into parcel_division (id, "parcelId", revision, "validFrom", ended, area, "publicArea", "vacantArea", document,
         reason, "objectionId", "recordedByName") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[id, parcel.id, revision, given.validFrom, ended, String(area), String(publicArea), String(vacantArea)],
        ...[given.document ?? null, why?.reason ?? null, why?.objectionId ?? null, tx.person.name],
      ],
    );
    await tx.rows(
      `insert into parcel_share ("divisionId", "parcelId", "enterpriseId", area)
       select $1, $2, s.id, s.area from jsonb_to_recordset($3::jsonb) as s (id uuid, area bigint)`,
      [id, parcel.id, JSON.stringify(shares.map((one) => ({ id: one.enterpriseId, area: String(one.area) })))],
    );
    await this.trail.record(tx, {
      ...{ action: ended ? 'parcels.end' : 'parcels.divide', objectType: 'parcel_division', objectId: id },
      after: {
        ...{ parcelId: parcel.id, number: parcel.number, revision, validFrom: given.validFrom, area: areaText(area) },
        ...{ publicArea: areaText(publicArea), vacantArea: areaText(vacantArea), document: given.document ?? null },
        shares: shares.map((one) => ({ enterpriseId: one.enterpriseId, area: areaText(one.area) })),
      },
      ...(why && { reason: why.reason }),
    });
    return id;
  }

  /** Who divides a parcel sees all its tenants, those of before and of now. */
  private async requireTenants(tx: Transaction, parcel: Parcel, { shares }: GivenDivision): Promise<void> {
    const ids = shares.map(({ enterpriseId }) => enterpriseId);
    const known = await tx.rows<{ id: string; demo: boolean }>(
      'select id, demo from enterprise where id = any ($1::uuid[])',
      [ids],
    );
    requireNoFault(
      ids.flatMap((id, i) =>
        known.some((one) => one.id === id)
          ? []
          : {
              field: `shares.${i}.enterpriseId`,
              code: 'TENANT',
              message: `第 ${i + 1} 家：没有这家企业，或不在您的范围里。`,
            },
      ),
    );
    if (known.some(({ demo }) => demo !== parcel.demo))
      throw badParcelField('shares', 'DEMO', '演示企业和登记企业不能在同一个地块里。');
    const hidden = await tx.row<{ hidden: boolean }>(
      `select sum(s.area) is distinct from d.area - d."publicArea" - d."vacantArea" and d.area <> d."publicArea" + d."vacantArea" as hidden
       from parcel_division d left join parcel_share s on s."divisionId" = d.id
       where d."parcelId" = $1 and d.revision = (select max(revision) from parcel_division where "parcelId" = $1)
       group by d.id, d.area, d."publicArea", d."vacantArea"`,
      [parcel.id],
    );
    if (hidden?.hidden)
      throw new DomainError(
        'forbidden',
        'PARCELS.PART_ONLY',
        '这个地块里有您范围以外的企业，您看不到全部份额，不能重新划分。请由看得到全部的人办理。',
      );
  }

  /** A parcel of invented enterprises alone is invented itself. */
  private async demoOf(tx: Transaction, shares: GivenDivision['shares']): Promise<boolean> {
    const row = await tx.row<{ demo: boolean | null }>(
      'select bool_and(demo) as demo from enterprise where id = any ($1::uuid[])',
      [shares.map(({ enterpriseId }) => enterpriseId)],
    );
    return row?.demo ?? false;
  }

  private async requireZone(tx: Transaction, code: string | null): Promise<void> {
    if (code === null || (await tx.row('select code from zone where code = $1', [code]))) return;
    throw badParcelField('zoneCode', 'ZONE', `zoneCode：本区没有“${code}”这个园区，请从园区表里选择。`);
  }
}

/** A division whose shares add up. @throws DomainError `PARCELS.AREA`, `PARCELS.TWICE`, `PARCELS.SUM`, with every mistake. */
export function checked(given: GivenDivision) {
  const faults: FieldFault[] = [];
  const area = areaOf(given.area, { field: 'area', label: '地块面积' }, faults);
  const publicArea = areaOf(given.publicArea, { field: 'publicArea', label: '公共面积' }, faults);
  const vacantArea = areaOf(given.vacantArea, { field: 'vacantArea', label: '空置面积' }, faults);
  const refuse = (field: string, code: string, message: string) => {
    // what can't be read has been named
    if (!faults.some((one) => one.field === field)) faults.push({ field, code, message });
  };
  if (area === 0n) refuse('area', 'AREA', '地块面积：应大于 0；地块不再存在的，请用“终止”。');
  const shares = given.shares.map((one, i) => {
    const [field, label] = [`shares.${i}.area`, `第 ${i + 1} 家的面积`];
    const share = areaOf(one.area, { field, label }, faults);
    if (share === 0n) refuse(field, 'AREA', `${label}：应大于 0；不再使用的请删去这一行。`);
    return { enterpriseId: one.enterpriseId, area: share };
  });
  const areUnread = faults.length > 0;
  if (new Set(shares.map(({ enterpriseId }) => enterpriseId)).size < shares.length)
    refuse('shares', 'TWICE', '同一家企业写了两行，请合成一行。');
  const sum = shares.reduce((all, one) => all + one.area, publicArea + vacantArea);
  if (!areUnread && sum !== area) faults.push({ field: 'shares', code: 'SUM', message: sumWords(area, sum) });
  requireNoFault(faults);
  return { area, publicArea, vacantArea, shares };
}

/** By how much shares don't add up, and what to do. */
export const sumWords = (area: bigint, sum: bigint): string =>
  `各家份额加公共、空置共 ${areaText(sum)} 亩，地块是 ${areaText(area)} 亩，${
    sum < area ? `少 ${areaText(area - sum)} 亩：没有人用的请记在空置里` : `多 ${areaText(sum - area)} 亩`
  }。两边要一分不差。`;

/** What the database refuses, in words. */
export function inWords(error: unknown): never {
  const { constraint, code } = error as { constraint?: string; code?: string };
  if (constraint === 'parcel_number_key')
    throw badParcelField('number', 'NUMBER', 'number：已有这个编号的地块（也许在您的范围以外），请核对编号。');
  if (code === '42501')
    throw badParcelField('regionCode', 'REGION', 'regionCode：这个区划（园区）不在您的范围里，不能在那里登记地块。');
  throw error;
}
