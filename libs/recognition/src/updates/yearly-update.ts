import { type Day, uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { UpdateContent } from '../declaration/content';
import { updateNotFound } from '../recognition.errors';
import { titleWords } from '../title-codes';
import { duties, dutyValues, type DutyState } from './duties';
import { deadlineOf, updateRules } from './update-rules';

/** What an enterprise owes of one year, for all its titles at once: it is asked once. */
export interface UpdateYear {
  year: number;
  /** Accounting year of the figures. */
  figuresYear: number;
  dueOn: Day;
  state: DutyState;
  titles: { title: string; level: string }[];
  regionCode: string;
  filedOn: Day | null;
  receiptNumber: string | null;
}

/** A yearly update as it is kept. */
export interface YearlyUpdate {
  id: string;
  enterpriseId: string;
  filedOn: Day | null;
  filedAt: string | null;
  receiptNumber: string | null;
  hash: string | null;
  content: UpdateContent | null;
  submittedByName: string | null;
}

/** The first day on which the update of a year may be filed. */
export const opensOn = (year: number): Day => `${year}-${updateRules().opens}`;

/** The years an enterprise in business here owed or owes by today, the newest first. */
export async function yearsOf(tx: Transaction, enterpriseId: string, today: Day): Promise<UpdateYear[]> {
  const rows = await tx.rows<Omit<UpdateYear, 'figuresYear'>>(
    `${duties} select d.year, min(d."dueOn")::text as "dueOn", min(d."filedOn")::text as "filedOn", min(d."receiptNumber") as "receiptNumber",
       e."regionCode", jsonb_agg(distinct jsonb_build_object('title', d.title, 'level', d.level)) as titles,
       case when bool_or(d.state = 'missed') then 'missed' when bool_or(d.state = 'open') then 'open' else 'filed' end as state
     from duty d join enterprise e on e.id = d."holderId"
     where d."holderId" = enterprise_survivor($6) and e.status = 'active' and d.year <= extract(year from $1::date)
     group by d.year, e."regionCode" order by d.year desc`,
    [...dutyValues(today), enterpriseId],
  );
  return rows
    .filter(({ year, state }) => state !== 'open' || opensOn(year) <= today)
    .map((row) => ({ ...row, figuresYear: row.year - 1 }));
}

/** One of these years. @throws DomainError `RECOGNITION.UPDATE_NOT_FOUND`. */
export async function yearOf(tx: Transaction, enterpriseId: string, year: number, today: Day): Promise<UpdateYear> {
  const found = (await yearsOf(tx, enterpriseId, today)).find((one) => one.year === year);
  if (!found) throw updateNotFound();
  return found;
}

const columns = `id, "enterpriseId", "filedOn"::text as "filedOn", "filedAt", "receiptNumber", hash, content, "submittedByName"`;

/** The update of the year where one was begun. Who merged goes on with what any of its records began. */
export function findUpdate(tx: Transaction, enterpriseId: string, year: number): Promise<YearlyUpdate | null> {
  return tx.row<YearlyUpdate>(
    `select ${columns} from yearly_update where year::bigint = $2::bigint
       and "enterpriseId" in (select enterprise_family(enterprise_survivor($1)))
     order by "filedAt" nulls last, "enterpriseId" = $1 desc, id limit 1`,
    [enterpriseId, year],
  );
}

/** The update of the year, begun where it wasn't, locked until the transaction ends. */
export async function lockUpdate(tx: Transaction, enterpriseId: string, year: number): Promise<YearlyUpdate> {
  await tx.rows(
    `insert into yearly_update (id, "enterpriseId", year) values ($1, enterprise_survivor($2), $3) on conflict ("enterpriseId", year) do nothing`,
    [uuidv7(), enterpriseId, year],
  );
  const found = await findUpdate(tx, enterpriseId, year);
  if (!found) throw updateNotFound();
  await tx.rows('select from yearly_update where id = $1 for update', [found.id]);
  return (await tx.row<YearlyUpdate>(`select ${columns} from yearly_update where id = $1`, [found.id])) ?? found;
}

/** Titles as a sentence names them: 创新型中小企业、专精特新“小巨人”企业. */
export const titlesText = (titles: readonly { title: string }[]) =>
  [...new Set(titles.map(({ title }) => titleWords[title] ?? title))].join('、');

/** What says by when: 工信部企业〔2026〕2号. */
export const sourceOf = (year: number) => deadlineOf(updateRules(), year).source;
