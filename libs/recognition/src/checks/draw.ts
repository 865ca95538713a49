import type { Transaction } from '@tidu/platform';
import { drawNotFound } from '../recognition.errors';

/** An account with its name then. */
export interface Sent {
  id: string;
  name: string;
}

/** Somebody who could not be sent to a case: `conflict` 回避, `scope` 不在负责范围. */
export interface Excluded extends Sent {
  why: 'conflict' | 'scope';
}

/** Where the chance comes from: a value anybody can look up, or one the server makes and writes down. */
export interface SeedSource {
  seedKind: 'published' | 'random';
  seedText: string;
  /** Where and when it was published; null: it was random. */
  seedSource: string | null;
}

/** A draw (一次抽取) as it is kept. */
export interface Draw extends SeedSource {
  id: string;
  batchId: string;
  number: number;
  /** What is hashed. */
  seed: string;
  count: number;
  officersEach: number;
  officers: Sent[];
  drawnAt: Date;
  drawnBy: string;
  drawnByName: string;
  replaces: string | null;
  /** Draw that stands in its place; null: it stands. */
  replacedBy: string | null;
}

/** A case of a draw. */
export interface DrawCase {
  drawId: string;
  applicationId: string;
  enterpriseId: string;
  enterpriseName: string;
  receiptNumber: string;
  hash: string;
  place: number | null;
  officers: Sent[] | null;
  excluded: Excluded[];
  /** Conclusion of the last visit; null: there was none. */
  visited: 'conforms' | 'differs' | 'notDone' | null;
}

const columns = `d.id, d."batchId", d.number::int as number, d."seedKind", d."seedText", d."seedSource", d.seed, d.count,
  d."officersEach"::int as "officersEach", d.officers, d."drawnAt", d."drawnBy", d."drawnByName", d.replaces,
  (select n.id from recognition_draw n where n.replaces = d.id) as "replacedBy"`;

/** Draws of a batch of which the person sees a case, the last first. */
export function drawsOf(tx: Transaction, batchId: string): Promise<Draw[]> {
  return tx.rows<Draw>(
    `select ${columns} from recognition_draw d
     where d."batchId" = $1 and exists (select from recognition_draw_case c where c."drawId" = d.id)
     order by d.number desc limit 100`,
    [batchId],
  );
}

/** One of which the person sees a case. @throws DomainError `RECOGNITION.DRAW_NOT_FOUND`. */
export async function findDraw(tx: Transaction, id: string): Promise<Draw> {
  const found = await tx.row<Draw>(
    `select ${columns} from recognition_draw d
     where d.id = $1 and exists (select from recognition_draw_case c where c."drawId" = d.id)`,
    [id],
  );
  if (!found) throw drawNotFound();
  return found;
}

/** The cases of draws: those drawn first, in their order, then by their hash. */
export function drawCases(tx: Transaction, drawIds: readonly string[]): Promise<DrawCase[]> {
  return tx.rows<DrawCase>(
    `select c."drawId", c."applicationId", c."enterpriseId", e.name as "enterpriseName", c."receiptNumber", c.hash, c.place,
       c.officers, c.excluded,
       (select v.conclusion from recognition_visit v where v."applicationId" = c."applicationId" order by v.id desc limit 1) as visited
     from recognition_draw_case c join enterprise e on e.id = c."enterpriseId"
     where c."drawId" = any($1::uuid[]) order by c.place nulls last, c.hash`,
    [drawIds],
  );
}

/** A visit (实地检查记录). */
export interface Visit {
  id: string;
  drawId: string | null;
  visitedOn: string;
  visitors: string;
  conclusion: 'conforms' | 'differs' | 'notDone';
  findings: string;
  recordedAt: Date;
  recordedByName: string;
  photos: { id: string; name: string }[];
}

/** How a case stands with checks: whether it was drawn, who is sent, what was found. */
export interface CaseCheck {
  drawId: string | null;
  drawNumber: number | null;
  officers: Sent[];
  /** The last first; the last counts. */
  visits: Visit[];
}

export async function checkOf(tx: Transaction, applicationId: string): Promise<CaseCheck> {
  const drawn = await tx.row<{ id: string; number: number; officers: Sent[] }>(
    `select d.id, d.number::int as number, c.officers from recognition_draw_case c join recognition_draw d on d.id = c."drawId"
     where c."applicationId" = $1 and c.place is not null
       and not exists (select from recognition_draw n where n.replaces = d.id)
     order by d.number desc limit 1`,
    [applicationId],
  );
  const visits = await tx.rows<Visit>(
    `select v.id, v."drawId", v."visitedOn"::text as "visitedOn", v.visitors, v.conclusion, v.findings, v."recordedAt", v."recordedByName",
       coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f."fileName") order by f.id)
         from recognition_visit_photo p join evidence_file f on f.id = p."evidenceId" where p."visitId" = v.id), '[]') as photos
     from recognition_visit v where v."applicationId" = $1 order by v.id desc limit 100`,
    [applicationId],
  );
  return { drawId: drawn?.id ?? null, drawNumber: drawn?.number ?? null, officers: drawn?.officers ?? [], visits };
}
