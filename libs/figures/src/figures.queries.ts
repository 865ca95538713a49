import { Injectable } from '@nestjs/common';
import type { FactDefinition } from '@tidu/criteria';
import { EnterprisesQueries } from '@tidu/enterprises';
import { formatFixed } from '@tidu/kernel';
import { type ActingPerson, Database } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type { FigureSetDto, FigureValueDto } from './console/figures.console.dto';
import { sourceLabels } from './sources';

type Value = string | number | boolean | null | undefined;

/** A row of `figures`: its columns named in full, and those of the facts by their code. */
type Stored = Pick<FigureSetDto, 'id' | 'year' | 'source' | 'revision' | 'submittedAt'> & {
  extra: Record<string, Value>;
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
   * The current revisions of one enterprise, newest year first, sources side by side; only what is known.
   * @throws DomainError `ENTERPRISES.NOT_FOUND`, also for an enterprise outside the person's scope.
   */
  async ofEnterprise(person: ActingPerson, enterpriseId: string): Promise<FigureSetDto[]> {
    await this.enterprises.one(person, enterpriseId);
    const { facts } = await this.reference.dictionary();
    const rows = await this.database.read(person, (tx) =>
      tx.rows<Stored>(
        `select * from figures where "enterpriseId" = $1 and "supersededAt" is null order by year desc, source`,
        [enterpriseId],
      ),
    );
    return rows.map((row) => ({
      ...{ id: row.id, year: row.year, source: row.source, sourceLabel: sourceLabels[row.source] },
      ...{ revision: row.revision, submittedAt: row.submittedAt },
      values: facts.flatMap((fact) =>
        figureValue(fact, (row as unknown as Record<string, Value>)[fact.code] ?? row.extra[fact.code]),
      ),
    }));
  }
}

/** One value as JSON, or nothing when it's missing. */
function figureValue(fact: FactDefinition, stored: Value): FigureValueDto[] {
  if (stored === null || stored === undefined) return [];
  const { code, label, type, unit } = fact;
  const numeric = type === 'integer' || type === 'money' || type === 'decimal';
  const value =
    typeof stored === 'boolean' ? stored : numeric ? formatFixed(BigInt(String(stored)), fact.scale) : String(stored);
  const at = fact.values.indexOf(String(stored));
  return [{ code, label, type, unit, value, valueLabel: at < 0 ? null : (fact.valueLabels[at] ?? null) }];
}
