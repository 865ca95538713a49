import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { canonicalJson, listLeaf, treeRoot } from '@tidu/criteria';
import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { StandardsService } from '@tidu/scoring';
import { findBatch } from '../batches/batch';
import { packRefused } from '../recognition.errors';
import { orderOf } from './head';
import { sheetsOf } from './sheet';

/** Freezes the order inside a batch for a meeting (上会材料): nothing of a pack changes any more. */
@Injectable()
export class PacksService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly standards: StandardsService,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`, `RECOGNITION.PACK_EMPTY`, `RECOGNITION.PACK_PART`. */
  async freeze(person: ActingPerson, batchId: string, title: string): Promise<string> {
    const [dictionary, regions] = [await this.reference.dictionary(), await this.reference.regions()];
    return this.database.write(person, async (tx) => {
      const batch = await findBatch(tx, batchId);
      const { rows, total, tie } = await orderOf(tx, batch, regions);
      if (rows.length < total)
        throw packRefused(
          'PACK_PART',
          `参加排名的有 ${total} 件，您只看得到 ${rows.length} 件。上会材料要由看得到全部的人冻结。`,
        );
      if (rows.length === 0) throw packRefused('PACK_EMPTY', '这个批次还没有参加排名的申报，没有可以冻结的。');
      const sheets = await sheetsOf(tx, rows, { standards: this.standards, dictionary });
      const hashes = sheets.map((sheet, i) => listLeaf(i + 1, canonicalJson(sheet)));
      const [id, root] = [uuidv7(), treeRoot('list', hashes)];
      const recommended = sheets.filter(({ before }) => before).length;
      await tx.rows(
        `insert into meeting_pack (id, "batchId", title, quota, cases, recommended, tie, root, "madeBy", "madeByName")
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[id, batchId, title, batch.quota, sheets.length, recommended],
          ...[tie && JSON.stringify(tieOf(tie)), root, person.id, person.name],
        ],
      );
      for (const [i, { applicationId, enterpriseId }] of rows.entries())
        await tx.rows(
          `insert into meeting_pack_row (id, "packId", "applicationId", "enterpriseId", position, content, hash)
           values ($1, $2, $3, $4, $5, $6, $7)`,
          [uuidv7(), id, applicationId, enterpriseId, i + 1, JSON.stringify(sheets[i]), hashes[i]],
        );
      await this.trail.record(tx, {
        ...{ action: 'recognition.freezePack', objectType: 'meeting_pack', objectId: id },
        after: { batchId, title, cases: sheets.length, recommended, root },
      });
      return id;
    });
  }
}

/** What a pack keeps of those tied at the line. */
export interface PackTie {
  tied: number;
  places: number;
  reason: string | null;
  confirmed: boolean;
}

const tieOf = ({
  tied,
  places,
  decision,
}: {
  tied: number;
  places: number;
  decision: { reason: string; confirmedAt: string | null } | null;
}): PackTie => ({
  ...{ tied, places, reason: decision?.reason ?? null, confirmed: decision?.confirmedAt != null },
});
