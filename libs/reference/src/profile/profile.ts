import type { Transaction } from '@tidu/platform';

/** What everybody may know of the district whose register this is (本区档案). */
export interface DistrictNames {
  /** Name of the district. */
  name: string;
  regionCode: string;
  /** Full name of the bureau that keeps the register. */
  bureau: string;
  /** Departments above it; null where none was named. */
  cityDepartment: string | null;
  provinceDepartment: string | null;
}

/** The profile as its keeper sees it. */
export interface DistrictProfile extends DistrictNames {
  version: number;
  changedAt: string;
  changedByName: string;
  reason: string;
}

export const profileNames = `name, "regionCode", bureau, "cityDepartment", "provinceDepartment"`;

/** Name of the bureau whose register this is, for what is taken out of it; none before the installation was set up. */
export async function bureauOf(tx: Transaction): Promise<string | undefined> {
  return (await readProfile(tx))?.bureau;
}

/** The profile; null before the installation was set up. */
export function readProfile(tx: Transaction): Promise<DistrictProfile | null> {
  return tx.row<DistrictProfile>(
    `select ${profileNames}, version, "changedAt", "changedByName", reason from district_profile`,
  );
}
