import { Injectable } from '@nestjs/common';
import { canonicalJson, listLeaf, treeRoot } from '@tidu/criteria';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { bureauOf, ReferenceService } from '@tidu/reference';
import { findBatch } from '../batches/batch';
import { packNotFound } from '../recognition.errors';
import { type Drift, driftOf } from './drift';
import { orderOf } from './head';
import type { PackTie } from './packs.service';
import type { PackSheet } from './sheet';

/** A pack without its sheets. */
export interface PackHeadline {
  id: string;
  batchId: string;
  batchName: string;
  title: string;
  quota: number | null;
  cases: number;
  recommended: number;
  tie: PackTie | null;
  root: string;
  madeAt: Date;
  madeByName: string;
}

export interface PackRow {
  applicationId: string;
  position: number;
  content: PackSheet;
  hash: string;
}

/** How many, and how many of them before the line. */
export interface PackTotal {
  name: string;
  cases: number;
  recommended: number;
}

export interface MeetingPack extends PackHeadline {
  batchTitle: string;
  bureau: string | null;
  rows: PackRow[];
  byRegion: PackTotal[];
  /** Whether rows and root still agree. */
  isWhole: boolean;
  drift: Drift[];
}

/** A pack is there for whoever sees every case in it, and for nobody else: half of it would be another pack. */
const seen = `m.cases = (select count(*) from meeting_pack_row r where r."packId" = m.id)`;

const select = `select m.id, m."batchId", b.name as "batchName", m.title, m.quota, m.cases, m.recommended, m.tie, m.root, m."madeAt",
    m."madeByName" from meeting_pack m join recognition_batch b on b.id = m."batchId"`;

/** As many packs of a batch are listed: one for each meeting. */
const mostPacks = 100;

@Injectable()
export class PacksQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** Packs of a batch, the newest first. @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`. */
  ofBatch(person: ActingPerson, batchId: string): Promise<PackHeadline[]> {
    return this.database.read(person, async (tx) => {
      await findBatch(tx, batchId);
      return tx.rows<PackHeadline>(
        `${select} where m."batchId" = $1 and ${seen} order by m.id desc limit ${mostPacks}`,
        [batchId],
      );
    });
  }

  /** A pack as it was frozen, and how things differ from it by now. @throws DomainError `RECOGNITION.PACK_NOT_FOUND`. */
  async one(person: ActingPerson, id: string): Promise<MeetingPack> {
    const regions = await this.reference.regions();
    return this.database.read(person, async (tx) => {
      const pack = await tx.row<PackHeadline>(`${select} where m.id = $1 and ${seen}`, [id]);
      if (!pack) throw packNotFound();
      const batch = await findBatch(tx, pack.batchId);
      const rows = await rowsOf(tx, id);
      const now = await orderOf(tx, batch, regions);
      return {
        ...{ ...pack, rows, batchTitle: batch.title, bureau: (await bureauOf(tx)) ?? null },
        ...{ byRegion: totalsBy(rows), isWhole: rootOf(rows) === pack.root },
        drift: driftOf(
          rows.map(({ applicationId, content }) => ({ applicationId, head: content })),
          now.rows,
        ),
      };
    });
  }
}

export const rowsOf = (tx: Transaction, id: string): Promise<PackRow[]> =>
  tx.rows<PackRow>(
    `select "applicationId", position, content, hash from meeting_pack_row where "packId" = $1 order by position`,
    [id],
  );

/** The root over the rows as they are. */
export const rootOf = (rows: readonly PackRow[]): string =>
  treeRoot(
    'list',
    rows.map(({ position, content }) => listLeaf(position, canonicalJson(content))),
  );

function totalsBy(rows: readonly PackRow[]): PackTotal[] {
  const totals = new Map<string, PackTotal>();
  for (const { content } of rows) {
    const { regionName: name } = content;
    const total = totals.get(name) ?? { name, cases: 0, recommended: 0 };
    totals.set(name, { name, cases: total.cases + 1, recommended: total.recommended + (content.before ? 1 : 0) });
  }
  return [...totals.values()];
}
