import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, staleVersion, type Transaction } from '@tidu/platform';
import type { Region } from '../code-tables';
import { ReferenceService } from '../reference.service';
import { type DistrictNames, type DistrictProfile, profileNames, readProfile } from './profile';

/** The district's profile (本区档案), as who sets the installation up keeps it. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  get(person: ActingPerson): Promise<DistrictProfile | null> {
    return this.database.read(person, readProfile);
  }

  /** Regions that a text may mean, at most thirty. */
  async regions(q: string): Promise<Pick<Region, 'code' | 'path'>[]> {
    const { entries } = await this.reference.regions();
    return entries.filter(({ code, path }) => code.startsWith(q) || path.includes(q)).slice(0, 30);
  }

  /**
   * Writes the profile, the first (`version` 0) or another.
   * @throws DomainError `REFERENCE.PROFILE_REGION` for a region that isn't in the table, 409 for a version of before.
   */
  async set(person: ActingPerson, given: DistrictNames, version: number, reason: string): Promise<DistrictProfile> {
    const { regionCode } = given;
    if (!(await this.reference.regions()).has(regionCode)) throw unknownRegion(regionCode);
    const written = await this.database.write(person, async (tx) => {
      const before = await readProfile(tx);
      const row = await this.write(tx, given, version, reason);
      if (!row) throw stale((await readProfile(tx)) ?? before);
      await this.trail.record(tx, {
        ...{ action: 'reference.setProfile', objectType: 'district_profile', objectId: regionCode, reason },
        ...{ before: before === null ? undefined : namesOf(before), after: given },
      });
      return row;
    });
    this.reference.forget();
    return written;
  }

  /** Takes the profile of an invented district away together with it; another district's stays. */
  async removeOf(tx: Transaction, regionCode: string, reason: string): Promise<void> {
    const gone = await tx.row<DistrictNames>(
      `delete from district_profile where "regionCode" = $1 returning ${profileNames}`,
      [regionCode],
    );
    if (!gone) return;
    await this.trail.record(tx, {
      ...{ action: 'reference.removeProfile', objectType: 'district_profile', objectId: regionCode, reason },
      before: gone,
    });
  }

  private write(
    tx: Transaction,
    { name, regionCode, bureau, cityDepartment, provinceDepartment }: DistrictNames,
    version: number,
    reason: string,
  ): Promise<DistrictProfile | null> {
    const values = [name, regionCode, bureau, cityDepartment, provinceDepartment];
    const shown = `${profileNames}, version, "changedAt", "changedByName", reason`;
    const by = [tx.person.id, tx.person.name, reason];
    if (version === 0)
      return tx.row<DistrictProfile>(
        `insert into district_profile (${profileNames}, "changedBy", "changedByName", reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning ${shown}`,
        [...values, ...by],
      );
    return tx.row<DistrictProfile>(
      `update district_profile set (${profileNames}) = ($1, $2, $3, $4, $5), "changedBy" = $6, "changedByName" = $7,
         reason = $8, version = version + 1, "changedAt" = now() where version = $9 returning ${shown}`,
      [...values, ...by, version],
    );
  }
}

const namesOf = ({ name, regionCode, bureau, cityDepartment, provinceDepartment }: DistrictNames): DistrictNames => ({
  ...{ name, regionCode, bureau, cityDepartment, provinceDepartment },
});

const stale = (now: DistrictProfile | null) =>
  staleVersion('本区档案', {
    version: now?.version ?? 0,
    who: now?.changedByName ?? null,
    at: now?.changedAt ?? null,
  });

function unknownRegion(code: string): DomainError {
  const message = `regionCode：代码表里没有区划 ${code}。请从列表里选本区的区划。`;
  return new DomainError('invalid', 'REFERENCE.PROFILE_REGION', message, [
    { where: { field: 'regionCode' }, value: code, code: 'REFERENCE.PROFILE_REGION', message },
  ]);
}
