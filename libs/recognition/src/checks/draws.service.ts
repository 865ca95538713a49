import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Holders } from '@tidu/access';
import { AuditTrail } from '@tidu/audit';
import { MessagesService } from '@tidu/desk';
import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { holdCases, inTurn } from '../batches/in-turn';
import { badField, drawNotFound, notOfDraw, samePerson } from '../recognition.errors';
import { checkRules } from '../rules/check-rules';
import { type Draw, findDraw, type SeedSource } from './draw';
import { type Candidate, candidatesOf, exclusions, newCandidates, type Staff, staffFor } from './draw-pool';
import { type DrawnLot, drawLots, TooFewOfficers } from './draw-lots';

/** A value that was published, and where; null: the server makes a random one. */
export type GivenSeed = { text: string; source: string } | null;

export interface GivenDraw {
  /** How many; null: the share of the rules. */
  count: number | null;
  officersEach: number;
  seed: GivenSeed;
}

interface Drawing {
  batchId: string;
  candidates: readonly Candidate[];
  staff: Staff;
  count: number;
  officersEach: number;
  seed: SeedSource;
  replaces: string | null;
}

/**
 * Cases and officers are drawn by lot (双随机抽查), so that anybody can repeat it. A case is once among those that may be
 * drawn; drawing anew takes a reason and a second person, at whose word it is drawn, and both draws stay.
 */
@Injectable()
export class DrawsService {
  constructor(
    private readonly database: Database,
    private readonly holders: Holders,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Draws from those of a batch that were in no draw yet; returns its id.
   * @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`, `RECOGNITION.DRAW_EMPTY`, `RECOGNITION.DRAW_COUNT`,
   *   `RECOGNITION.DRAW_OFFICERS`.
   */
  async draw(person: ActingPerson, batchId: string, given: GivenDraw): Promise<string> {
    const staff = await staffFor(this.database, this.holders, person, batchId);
    return this.database.write(person, async (tx) => {
      await inTurn(tx, 'recognition.draw', batchId);
      const candidates = await newCandidates(tx, batchId);
      await holdCases(tx, candidates);
      if (candidates.length === 0)
        throw notOfDraw(
          'DRAW_EMPTY',
          '这个批次没有可抽的申报：没有待审的，或都已进过抽取。要重抽，请在那次抽取里办理。',
        );
      const count = countOf(given.count, candidates.length);
      const { officersEach } = given;
      return this.keep(tx, {
        batchId,
        candidates,
        staff,
        count,
        officersEach,
        seed: seedOf(given.seed),
        replaces: null,
      });
    });
  }

  /**
   * Proposes to draw anew; nothing is drawn before somebody else confirms. Returns the proposal's id.
   * @throws DomainError `RECOGNITION.DRAW_NOT_FOUND`, `RECOGNITION.DRAW_REPLACED`, `RECOGNITION.DRAW_VISITED`.
   */
  async propose(person: ActingPerson, drawId: string, reason: string, given: GivenSeed): Promise<string> {
    return this.database.write(person, async (tx) => {
      await requireStanding(tx, await findDraw(tx, drawId));
      const [id, { seedKind, seedText, seedSource }] = [uuidv7(), seedOf(given)];
      await tx.rows(
        `insert into recognition_redraw (id, "drawId", reason, "seedKind", "seedText", "seedSource", "proposedBy", "proposedByName")
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, drawId, reason, seedKind, seedText, seedSource, person.id, person.name],
      );
      await this.trail.record(tx, {
        ...{ action: 'recognition.proposeRedraw', objectType: 'recognition_draw', objectId: drawId, reason },
        after: { redrawId: id, seedKind, seedText, seedSource },
      });
      return id;
    });
  }

  /**
   * A second person confirms, and it is drawn from the same cases; returns the new draw's id.
   * @throws DomainError `RECOGNITION.DRAW_NOT_FOUND`, `RECOGNITION.SAME_PERSON`, `RECOGNITION.DRAW_REPLACED`,
   *   `RECOGNITION.DRAW_VISITED`, `RECOGNITION.DRAW_SCOPE`, `RECOGNITION.DRAW_OFFICERS`.
   */
  async confirm(person: ActingPerson, redrawId: string): Promise<string> {
    const { batchId } = await this.database.read(person, async (tx) =>
      findDraw(tx, (await proposal(tx, redrawId)).drawId),
    );
    const staff = await staffFor(this.database, this.holders, person, batchId);
    return this.database.write(person, async (tx) => {
      await inTurn(tx, 'recognition.draw', batchId);
      const { drawId, proposedBy, reason, ...seed } = await proposal(tx, redrawId);
      const before = await findDraw(tx, drawId);
      if (proposedBy === person.id) throw samePerson('重抽是您提出的，要由另一位工作人员确认。');
      await requireStanding(tx, before);
      const candidates = await candidatesOf(tx, before);
      await holdCases(tx, candidates);
      if (candidates.length === 0) throw notOfDraw('DRAW_EMPTY', '那次抽取里的申报都已不在审核环节，不用再抽。');
      const { officersEach } = before;
      const count = Math.min(before.count, candidates.length);
      await tx.rows(
        `update recognition_redraw set "confirmedAt" = now(), "confirmedBy" = $2, "confirmedByName" = $3 where id = $1`,
        [redrawId, person.id, person.name],
      );
      return this.keep(tx, { batchId, candidates, staff, count, officersEach, seed, replaces: drawId }, reason);
    });
  }

  private async keep(tx: Transaction, drawing: Drawing, reason?: string): Promise<string> {
    const { batchId, candidates, staff, officersEach, replaces } = drawing;
    const { seedKind, seedText, seedSource } = drawing.seed;
    const last = await tx.row<{ n: number }>(
      'select coalesce(max(number), 0)::int as n from recognition_draw where "batchId" = $1',
      [batchId],
    );
    const [id, number] = [uuidv7(), (last?.n ?? 0) + 1];
    const seed = `${seedText}|${batchId}|${number}`;
    const excluded = await exclusions(tx, staff, candidates);
    const lots = lotsOf(seed, drawing, excluded);
    await tx.rows(
      `insert into recognition_draw (id, "batchId", number, "seedKind", "seedText", "seedSource", seed, count, "officersEach",
         officers, "drawnBy", "drawnByName", replaces) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[id, batchId, number, seedKind, seedText, seedSource, seed, drawing.count, officersEach],
        ...[JSON.stringify(staff.officers), tx.person.id, tx.person.name, replaces],
      ],
    );
    const names = new Map(staff.officers.map((one) => [one.id, one]));
    const rows = candidates.map(({ applicationId, enterpriseId, receiptNumber }) => {
      const { key: hash, place, officers } = lots.get(receiptNumber) as DrawnLot;
      return {
        ...{ applicationId, enterpriseId, receiptNumber, hash, place, excluded: excluded.get(applicationId) ?? [] },
        officers: officers?.map((officer) => names.get(officer)) ?? null,
      };
    });
    await keepCases(tx, id, rows);
    const drawn = rows.filter(({ place }) => place !== null);
    await this.tell(tx, drawn);
    await this.trail.record(tx, {
      ...{ action: 'recognition.draw', objectType: 'recognition_draw', objectId: id, ...(reason && { reason }) },
      after: {
        batchId,
        number,
        seed,
        from: rows.length,
        replaces,
        drawn: drawn.map(({ receiptNumber }) => receiptNumber),
      },
    });
    return id;
  }

  /** Whoever is sent hears of it. */
  private async tell(
    tx: Transaction,
    drawn: readonly (Candidate & { officers: readonly ({ id: string } | undefined)[] | null })[],
  ): Promise<void> {
    for (const { applicationId: objectId, enterpriseId, receiptNumber, officers } of drawn)
      for (const officer of officers ?? [])
        await this.messages.toStaff(tx, {
          ...{
            kind: 'recognition.drawn',
            personId: officer?.id ?? '',
            enterpriseId,
            objectType: 'application',
            objectId,
          },
          ...{ subject: '抽中您去实地检查', body: `回执 ${receiptNumber}。检查后请在案卷里登记检查记录。` },
        });
  }
}

function keepCases(tx: Transaction, drawId: string, rows: readonly object[]): Promise<unknown> {
  return tx.rows(
    `insert into recognition_draw_case ("drawId", "applicationId", "enterpriseId", "receiptNumber", hash, place, officers, excluded)
     select $1, c."applicationId", c."enterpriseId", c."receiptNumber", c.hash, c.place, nullif(c.officers, 'null'), c.excluded
     from jsonb_to_recordset($2) c("applicationId" uuid, "enterpriseId" uuid, "receiptNumber" text, hash text, place int,
       officers jsonb, excluded jsonb)`,
    [drawId, JSON.stringify(rows)],
  );
}

interface Proposal extends SeedSource {
  drawId: string;
  reason: string;
  proposedBy: string;
}

async function proposal(tx: Transaction, id: string): Promise<Proposal> {
  const found = await tx.row<Proposal>(
    `select "drawId", reason, "proposedBy", "seedKind", "seedText", "seedSource" from recognition_redraw
     where id = $1 and "confirmedAt" is null`,
    [id],
  );
  if (!found) throw drawNotFound();
  return found;
}

/** It stands, nobody went yet, and the person sees all of its cases: what they don't see they would take out of it. */
async function requireStanding(tx: Transaction, { id, replacedBy }: Draw): Promise<void> {
  if (replacedBy !== null) throw notOfDraw('DRAW_REPLACED', '这次抽取已被重抽代替。');
  const row = await tx.row<{ seen: number; all: number; visited: boolean }>(
    `select count(*)::int as seen, recognition_draw_size($1) as all,
       bool_or(exists (select from recognition_visit v where v."drawId" = $1 and v."applicationId" = c."applicationId")) as visited
     from recognition_draw_case c where c."drawId" = $1`,
    [id],
  );
  if (row?.visited) throw notOfDraw('DRAW_VISITED', '已有检查记录，不能再重抽。');
  if (row && row.seen < row.all)
    throw notOfDraw('DRAW_SCOPE', '这次抽取里有您看不到的企业，请由负责全部范围的人重抽。');
}

const seedOf = (given: GivenSeed): SeedSource =>
  given
    ? { seedKind: 'published', seedText: given.text, seedSource: given.source }
    : { seedKind: 'random', seedText: randomBytes(16).toString('hex'), seedSource: null };

function countOf(count: number | null, from: number): number {
  const { percent, least } = checkRules();
  if (count === null) return Math.min(from, Math.max(least, Math.ceil((from * percent) / 100)));
  if (count <= from) return count;
  throw badField('count', 'DRAW_COUNT', `可抽的只有 ${from} 件，请改小件数。`);
}

function lotsOf(
  seed: string,
  { candidates, staff, count, officersEach }: Drawing,
  excluded: ReadonlyMap<string, readonly { id: string }[]>,
): Map<string, DrawnLot> {
  const lots = candidates.map(({ applicationId, receiptNumber }) => ({
    receiptNumber,
    excluded: new Set((excluded.get(applicationId) ?? []).map(({ id }) => id)),
  }));
  const ids = staff.officers.map(({ id }) => id);
  try {
    return new Map(drawLots(seed, lots, count, ids, officersEach).map((one) => [one.receiptNumber, one]));
  } catch (error) {
    if (!(error instanceof TooFewOfficers)) throw error;
    throw notOfDraw(
      'DRAW_OFFICERS',
      `回执 ${error.receiptNumber} 的企业可派的检查人员只有 ${error.able} 名（回避的、不在负责范围的不派），不足 ${officersEach} 名。请减少每件派的人数，或增加有初审权限的人。`,
    );
  }
}
