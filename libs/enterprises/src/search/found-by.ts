import { normalizeCreditCode } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { soundQuery } from './sound-query';
import type { Sounds } from './sounds';

/** What of an enterprise a search met, where neither the name of today nor the credit code shows it. */
export interface Found {
  by: 'sound' | 'shortName' | 'formerName' | 'otherNumber';
  /** The name or number that was met; null: the name of today, by its sound. */
  text: string | null;
  /** First day on which the name or number was no longer so; null: still so, or not known. */
  until: string | null;
}

interface Known {
  id: string;
  by: 'shortName' | 'formerName' | 'otherNumber';
  text: string;
  until: string | null;
}

interface Row {
  id: string;
  name: string;
  creditCode: string;
  shortName: string | null;
}

/** Whether the row itself shows why it was found: by the name of today or the credit code. */
export function showsWhy({ name, creditCode }: Row, q: string): boolean {
  return plain(name).includes(plain(q)) || creditCode.includes(normalizeCreditCode(q));
}

/** Says for each row by what it was found; rows that show it themselves are left out. */
export async function foundBy(tx: Transaction, rows: Row[], q: string, sounds: Sounds): Promise<Map<string, Found>> {
  const sound = soundQuery(q, sounds);
  const pattern = sound && new RegExp(sound.pattern);
  const holds = (text: string) => plain(text).includes(plain(q));
  const sounded = (text: string) => pattern !== null && pattern.test(sounds.soundOf(text));
  const found = new Map<string, Found>();
  const open = rows.filter((row) => !showsWhy(row, q));
  const others = open.filter(({ shortName }) => shortName === null || !holds(shortName)).map(({ id }) => id);
  const known = others.length === 0 ? [] : await otherNames(tx, others);
  for (const row of open) {
    const own: Known[] =
      row.shortName === null ? [] : [{ id: row.id, by: 'shortName', text: row.shortName, until: null }];
    const names = [...own, ...known.filter(({ id }) => id === row.id)];
    const met = names.find(({ text }) => holds(text));
    const heard = met ?? (sounded(row.name) ? null : names.find(({ text }) => sounded(text)));
    if (heard === undefined) continue;
    found.set(row.id, heard ? { by: heard.by, text: heard.text, until: heard.until } : bySound);
  }
  return found;
}

const bySound: Found = { by: 'sound', text: null, until: null };

/** As `searchable()` of the database makes a text. */
const plain = (text: string) => text.toLowerCase().replaceAll('（', '(').replaceAll('）', ')').replaceAll('　', ' ');

/** Former and short names and other numbers, as the search holds them; the newest first. */
function otherNames(tx: Transaction, ids: string[]): Promise<Known[]> {
  return tx.rows<Known>(
    `select "enterpriseId" as id, case kind when 'short' then 'shortName' else 'formerName' end as by, name as text,
            "validUntil"::text as until from enterprise_name where "enterpriseId" = any($1) and "withdrawnAt" is null
     union all
     select "enterpriseId", 'otherNumber', code, "validUntil"::text from enterprise_alias
     where "enterpriseId" = any($1) and "withdrawnAt" is null
     order by until desc nulls first, text`,
    [ids],
  );
}
