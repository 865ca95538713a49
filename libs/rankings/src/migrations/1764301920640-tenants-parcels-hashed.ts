import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether a parcel is one of a tenant in scope is looked up in a hash, not in a list: of a county with a thousand of them
 * every one of a hundred thousand parcels was held against each.
 */
export class TenantsParcelsHashed1764301920640 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter policy parcel_scope on parcel using (
  (select scope_everything())
  or array["regionCode", left("regionCode", 4), left("regionCode", 2)] && (select scope_regions())
  or "zoneCode" = any ((select scope_zones())::text[])
  or id in (select unnest(tenant_parcels())));`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
