import { uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { Flag } from './find-flags';

/** A flag with the enterprise and year it belongs to. */
export interface PlacedFlag extends Flag {
  enterpriseId: string;
  year: number;
}

/** How the flags of some enterprises changed. */
export interface FlagChanges {
  found: number;
  /** New, or found again after they had gone or with other values. */
  opened: number;
  gone: number;
}

/** Which flags stand to be compared: enterprises in a range of ids (from excluded, to included) or these, and years. */
export type FlagScope = { from: string; to: string; years: number[] } | { enterpriseIds: string[]; years: number[] };

/**
 * Brings the kept flags of a scope to what was found: new ones come in open, those with other values are open again
 * whatever was explained, those no longer found are gone. An explanation of the same values stays.
 */
export async function keepFlags(tx: Transaction, scope: FlagScope, flags: PlacedFlag[]): Promise<FlagChanges> {
  const rows = flags.map((flag) => ({ id: uuidv7(), ...flag }));
  const within =
    'from' in scope
      ? `f."enterpriseId" > $2::uuid and f."enterpriseId" <= $3::uuid`
      : `f."enterpriseId" = any ($2::uuid[])`;
  const ends = 'from' in scope ? [scope.from, scope.to] : [scope.enterpriseIds];
  const counts = await tx.row<{ opened: number; gone: number }>(
    `with given as materialized (
       select * from json_to_recordset($1) as g (id uuid, "enterpriseId" uuid, year smallint, "check" text, place text,
         facts text[], sources text[], said jsonb, message text)),
     kept as (
       insert into figure_flag as f (id, "enterpriseId", year, "check", place, facts, sources, said, message)
       select id, "enterpriseId", year, "check", place, facts, sources, said, message from given
       on conflict ("enterpriseId", year, "check", place) do update
         set facts = excluded.facts, sources = excluded.sources, said = excluded.said, message = excluded.message,
             state = 'open', "foundAt" = now(), "goneAt" = null, version = f.version + 1
         where f.state = 'gone' or f.said is distinct from excluded.said
       returning 1),
     vanished as (
       update figure_flag f set state = 'gone', "goneAt" = now(), version = f.version + 1
       where ${within} and f.year = any($${ends.length + 2}::int[]) and f.state <> 'gone'
         and not exists (select from given g where g."enterpriseId" = f."enterpriseId" and g.year = f.year
                           and g."check" = f."check" and g.place = f.place)
       returning 1)
     select (select count(*)::int from kept) as opened, (select count(*)::int from vanished) as gone`,
    [JSON.stringify(rows), ...ends, scope.years],
  );
  return { found: flags.length, opened: counts?.opened ?? 0, gone: counts?.gone ?? 0 };
}
