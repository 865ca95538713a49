import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database, JobsService, type StoredFile, StoredFiles } from '@tidu/platform';
import { badParcelField } from '../parcels.errors';
import { importParcelsTask, type ImportParcelsPayload } from './import-parcels.options';

/** Asks for imports of the ledger; the work is a job, its result stands among all imports. */
@Injectable()
export class ImportParcelsService {
  constructor(
    private readonly database: Database,
    private readonly files: StoredFiles,
    private readonly jobs: JobsService,
  ) {}

  /** Notes the file and the job in one transaction; returns the job's id. @throws DomainError `PARCELS.NO_FILE`. */
  async request(
    person: ActingPerson,
    file: StoredFile | undefined,
    { source, dryRun = false }: { source: string; dryRun?: boolean },
  ): Promise<string> {
    if (!file) throw badParcelField('file', 'NO_FILE', 'file：没有收到文件，请选择一个 CSV 或 XLSX 文件。');
    const { sha256: fileSha256, name: fileName } = file;
    const payload: ImportParcelsPayload = { list: 'parcels', fileSha256, fileName, source, dryRun };
    return this.database.write(person, async (tx) => {
      await this.files.register(tx, file);
      return this.jobs.enqueue(tx, importParcelsTask, payload);
    });
  }
}
