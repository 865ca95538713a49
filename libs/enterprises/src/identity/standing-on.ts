import type { Transaction } from '@tidu/platform';
import { evidenceKind } from '../evidence/kinds';

/** A title (称号) that holds on a day. */
export interface TitleStanding {
  title: string;
  label: string;
  level: string;
  levelLabel: string;
  batch: string | null;
  validFrom: string | null;
  /** First day that no longer counts. */
  validUntil: string | null;
}

/** Where an enterprise stands on the official list (规上名单) on a day. */
export interface ScaleStanding {
  /** in: on it; left: was on it; never: not yet; unknown: nobody has recorded the list at all. */
  state: 'in' | 'left' | 'never' | 'unknown';
  /** Day of the last entry, and of the last exit. */
  enteredOn: string | null;
  leftOn: string | null;
}

/** What an enterprise is on a day, at one glance: the titles it holds, and its place on the official list. */
export interface Standing {
  titles: TitleStanding[];
  scale: ScaleStanding;
}

const wordsOf = (field: string, code: string) =>
  evidenceKind('titleHeld')
    ?.fields.find(({ name }) => name === field)
    ?.options?.find((option) => option.code === code)?.label ?? code;

/** Of these records (one enterprise); a title said by several of them is said once, the highest level first. */
export async function standingOn(tx: Transaction, family: string[], day: string): Promise<Standing> {
  const titles = await tx.rows<Omit<TitleStanding, 'label' | 'levelLabel'>>(
    `select * from (
       select distinct on (title, level) title, level, batch, "validFrom"::text as "validFrom", "validUntil"::text as "validUntil"
       from title_held where "enterpriseId" = any($1) and "withdrawnAt" is null and coalesce("validFrom" <= $2, true)
         and coalesce($2 < "validUntil", true) and coalesce($2 < "cancelledOn", true)
       order by title, level, "validUntil" desc nulls first) held
     order by array_position(array['nation', 'province', 'city', 'district'], level), "validFrom", title`,
    [family, day],
  );
  const scale = await tx.row<{ state: ScaleStanding['state']; enteredOn: string | null; leftOn: string | null }>(
    `select case when bool_or("validFrom" <= $2 and coalesce($2 < "validUntil", true)) then 'in'
         when bool_or("validUntil" <= $2) then 'left'
         when exists (select from scale_status where "withdrawnAt" is null) then 'never' else 'unknown' end as state,
       (max("validFrom") filter (where "validFrom" <= $2))::text as "enteredOn",
       (max("validUntil") filter (where "validUntil" <= $2))::text as "leftOn"
     from scale_status where "enterpriseId" = any($1) and "withdrawnAt" is null`,
    [family, day],
  );
  return {
    titles: titles.map((held) => ({
      ...held,
      ...{ label: wordsOf('title', held.title), levelLabel: wordsOf('level', held.level) },
    })),
    scale: scale ?? { state: 'unknown', enteredOn: null, leftOn: null },
  };
}
