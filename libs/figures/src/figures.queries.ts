import { Injectable } from '@nestjs/common';
import { EnterprisesQueries } from '@tidu/enterprises';
import { type ActingPerson, Database } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type { FigureSetDto } from './console/figures.console.dto';
import { type AttachedFile, attachedFile, attachedView } from './evidence/attached-file';
import { figureValue, type StoredFigures, storedValue } from './figure-values';
import { sourceLabels } from './sources';
import { familyRowsOn, ownFirst, recordOf } from './together';

type Stored = StoredFigures &
  Pick<
    FigureSetDto,
    'id' | 'year' | 'source' | 'revision' | 'submittedAt' | 'submittedByName' | 'document' | 'reason'
  > & {
    jobId: string | null;
    file: AttachedFile | null;
    record: FigureSetDto['record'];
  };

/** Reads of the yearly figures. */
@Injectable()
export class FiguresQueries {
  constructor(
    private readonly database: Database,
    private readonly enterprises: EnterprisesQueries,
    private readonly reference: ReferenceService,
  ) {}

  /**
   * The current revisions of one enterprise, newest year first, sources side by side; only what is known. Those of
   * records that were merged into it stand behind its own. `asOf`: as they stood at the end of that day.
   * @throws DomainError `ENTERPRISES.NOT_FOUND`, also for an enterprise outside the person's scope.
   */
  async ofEnterprise(person: ActingPerson, enterpriseId: string, asOf?: string): Promise<FigureSetDto[]> {
    await this.enterprises.one(person, enterpriseId);
    const { facts } = await this.reference.dictionary();
    const rows = await this.database.read(person, (tx) =>
      tx.rows<Stored>(
        `select f.*, coalesce(f."submittedByName", j."personName") as "submittedByName",
           ${attachedFile} as file, ${recordOf} as record
         from figures f join enterprise e on e.id = f."enterpriseId" left join evidence_file v on v.id = f."evidenceId"
           left join job_run j on j.id = f."jobId"
         where ${familyRowsOn(asOf)} order by f.year desc, f.source, ${ownFirst}`,
        [enterpriseId, asOf ?? null],
      ),
    );
    return rows.map((row) => ({
      ...{ id: row.id, year: row.year, source: row.source, sourceLabel: sourceLabels[row.source] },
      ...{ revision: row.revision, submittedAt: row.submittedAt, submittedByName: row.submittedByName },
      ...{ imported: row.jobId !== null, document: row.document, reason: row.reason, record: row.record },
      evidence: attachedView(row.file, row.year),
      values: facts.flatMap((fact) => figureValue(fact, storedValue(row, fact.code))),
    }));
  }
}
