import { Injectable } from '@nestjs/common';
import { EnterprisesQueries } from '@tidu/enterprises';
import { type ActingPerson, Database } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type { RevisionDto } from '../console/figures.console.dto';
import { figureValue, type StoredFigures, storedValue, valueText } from '../figure-values';
import { isFigure } from '../import/column-names';
import type { FigureSource } from '../sources';

type Row = StoredFigures &
  Pick<RevisionDto, 'id' | 'revision' | 'submittedAt' | 'submittedByName' | 'document' | 'reason'> & {
    jobId: string | null;
  };

/** Reads how the figures of one source came to be what they are. */
@Injectable()
export class RevisionsQueries {
  constructor(
    private readonly database: Database,
    private readonly enterprises: EnterprisesQueries,
    private readonly reference: ReferenceService,
  ) {}

  /** Every revision of one enterprise, year and source, newest first, with what it changed. */
  async list(person: ActingPerson, enterpriseId: string, year: number, source: FigureSource): Promise<RevisionDto[]> {
    await this.enterprises.one(person, enterpriseId);
    const { facts } = await this.reference.dictionary();
    const figures = facts.filter(isFigure);
    const rows = await this.database.read(person, (tx) =>
      tx.rows<Row>(
        `select f.*, coalesce(f."submittedByName", j."personName") as "submittedByName"
         from figures f left join job_run j on j.id = f."jobId"
         where f."enterpriseId" = $1 and f.year = $2 and f.source = $3 order by f.revision desc limit 200`,
        [enterpriseId, year, source],
      ),
    );
    return rows.map((row, i) => {
      const before = rows[i + 1];
      const changes = figures.flatMap((fact) => {
        const [was, is] = [before && storedValue(before, fact.code), storedValue(row, fact.code)];
        if (valueText(was) === valueText(is)) return [];
        const { code, label, type, unit } = fact;
        const [from, to] = [figureValue(fact, was)[0] ?? null, figureValue(fact, is)[0] ?? null];
        return [
          {
            code,
            label,
            type,
            unit,
            from: from?.valueLabel ?? from?.value ?? null,
            to: to?.valueLabel ?? to?.value ?? null,
          },
        ];
      });
      const { id, revision, submittedAt, submittedByName, document, reason, jobId } = row;
      return { id, revision, submittedAt, submittedByName, document, reason, imported: jobId !== null, changes };
    });
  }
}
