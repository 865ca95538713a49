import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { isDay, uuidv7 } from '@tidu/kernel';
import {
  type ActingPerson,
  Database,
  JobsService,
  type StoredFile,
  StoredFiles,
  type Transaction,
} from '@tidu/platform';
import { Readable } from 'node:stream';
import { badField } from '../recognition.errors';
import { listRules } from './list-rules';
import { matchListTask } from './match-list.job';
import { changeList, findList, listColumns, type ListTerms, lockList, type OfficialList } from './official-list';
import { pastedTable } from './pasted';

/** A list as it is brought: its file, or the text of it, and how many firms the document says there are. */
export interface BroughtList extends ListTerms {
  statedCount: number;
  text?: string;
}

/** What bringing a list led to. `jobId` null: nothing new, the file is known already. */
export interface Brought {
  id: string;
  jobId: string | null;
  /** Whether the same file was brought before. */
  repeated: boolean;
}

const terms = ['listedOn', 'validFrom', 'validUntil'] as const;
const termWords = { listedOn: '名单日期', validFrom: '有效期起', validUntil: '有效期止' } as const;
const largestText = 64 * 1024 * 1024;

/** Takes in official lists. A list is known by title, level, batch and document; another file of it is a correction. */
@Injectable()
export class OfficialListsService {
  constructor(
    private readonly database: Database,
    private readonly files: StoredFiles,
    private readonly jobs: JobsService,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `RECOGNITION.NO_LIST_FILE`, `RECOGNITION.LIST_DAYS`, `RECOGNITION.LIST_TERMS`. */
  async bring(person: ActingPerson, given: StoredFile | undefined, brought: BroughtList): Promise<Brought> {
    requireDays(brought);
    const file = given ?? (await this.pasted(brought.text));
    return this.database.write(person, async (tx) => {
      await this.files.register(tx, file);
      await tx.rows(`select pg_advisory_xact_lock(hashtextextended('official list ' || $1, 0))`, [brought.document]);
      const known = await standing(tx, brought);
      if (known) return this.bringAgain(tx, known, file, brought);
      const id = uuidv7();
      const { title, level, batch, document, listedOn, validFrom, validUntil } = brought;
      await tx.rows(
        `insert into official_list (id, title, level, batch, document, "listedOn", "validFrom", "validUntil", "createdBy",
           "createdByName", "changedByName") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
        [...[id, title, level, batch, document, listedOn, validFrom, validUntil], tx.person.id, tx.person.name],
      );
      return { id, jobId: await this.read(tx, id, file, brought), repeated: false };
    });
  }

  private async bringAgain(
    tx: Transaction,
    found: OfficialList,
    file: StoredFile,
    brought: BroughtList,
  ): Promise<Brought> {
    const { id } = found;
    const list = await lockList(tx, id);
    for (const term of terms)
      if (list[term] !== brought[term]) {
        const message = `${termWords[term]}：这份名单（${list.document}）先前登记的是 ${list[term]}，现在写的是 ${brought[term]}。请核对来文，两次要写得一样。`;
        throw badField(term, 'LIST_TERMS', message);
      }
    const same = await tx.row<{ id: string }>('select id from official_list_file where "listId" = $1 and sha256 = $2', [
      id,
      file.sha256,
    ]);
    if (same && same.id !== list.pendingFileId) return { id, jobId: null, repeated: true };
    // its job may have been cancelled before it began; asked again it is read
    if (same) return { id, jobId: await this.ask(tx, id, same.id), repeated: false };
    return { id, jobId: await this.read(tx, id, file, brought), repeated: false };
  }

  /** Notes the file and asks for it to be read. */
  private async read(tx: Transaction, listId: string, file: StoredFile, { statedCount }: BroughtList): Promise<string> {
    const fileId = uuidv7();
    await tx.rows(
      `insert into official_list_file (id, "listId", sha256, name, "statedCount", "uploadedBy", "uploadedByName")
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [fileId, listId, file.sha256, file.name.slice(0, 300), statedCount, tx.person.id, tx.person.name],
    );
    const jobId = await this.ask(tx, listId, fileId);
    const list = await findList(tx, listId);
    await this.trail.record(tx, {
      ...{ action: 'recognition.bringList', objectType: 'official_list', objectId: listId },
      after: {
        title: list.title,
        batch: list.batch,
        document: list.document,
        fileId,
        sha256: file.sha256,
        statedCount,
      },
    });
    return jobId;
  }

  private async ask(tx: Transaction, listId: string, fileId: string): Promise<string> {
    const jobId = await this.jobs.enqueue(tx, matchListTask, { listId, fileId });
    await changeList(tx, listId, { pendingFileId: fileId, jobId });
    return jobId;
  }

  private async pasted(text: string | undefined): Promise<StoredFile> {
    if (text === undefined || text.trim() === '')
      throw badField('file', 'NO_LIST_FILE', '没有收到名单：请选一个 XLSX 或 CSV 文件，或把名单粘贴进来。');
    const table = pastedTable(text, listRules());
    return this.files.take(Readable.from([Buffer.from(table)]), '粘贴的名单.csv', 'text/csv', largestText);
  }
}

/** The list that is known by what is said of it, if there is one that wasn't stopped or undone. */
function standing(tx: Transaction, { title, level, batch, document }: ListTerms): Promise<OfficialList | null> {
  return tx.row<OfficialList>(
    `select ${listColumns} from official_list l
     where l.title = $1 and l.level = $2 and l.batch = $3 and l.document = $4 and l.state not in ('stopped', 'undone')`,
    [title, level, batch, document],
  );
}

function requireDays({ listedOn, validFrom, validUntil }: ListTerms): void {
  for (const [field, day] of Object.entries({ listedOn, validFrom, validUntil }))
    if (!isDay(day) || day < '1990-01-01' || day >= '2200-01-01')
      throw badField(
        field,
        'LIST_DAYS',
        `${termWords[field as (typeof terms)[number]]}：应是 1990 年以后的日期，形如 2026-03-31。`,
      );
  if (validFrom >= validUntil) throw badField('validUntil', 'LIST_DAYS', '有效期止：应晚于有效期起，请核对来文。');
}
