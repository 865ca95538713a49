import { Injectable } from '@nestjs/common';
import { advise, evaluate } from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { type FactCatalogue, ReferenceService } from '@tidu/reference';
import type { AdviceQuery, EnterpriseAdviceDto } from '../console/advice.console.dto';
import { type FactSheet, readSheet } from '../facts/sheet-reader';
import { clauseOutline } from '../standards/clause-outline';
import { fullPoints } from '../standards/standard-view';
import { requireEnterprise } from '../seen-enterprise';
import { StandardsService } from '../standards/standards.service';
import { adviceCosts } from './advice-costs';

interface SheetKey {
  year: number;
  asOf: string;
  version: number;
}

/** The 差一步清单 of a registered enterprise: its newest fact sheet against any standard in use. */
@Injectable()
export class EnterpriseAdviceService {
  constructor(
    private readonly database: Database,
    private readonly standards: StandardsService,
    private readonly reference: ReferenceService,
  ) {}

  /**
   * @throws DomainError `SCORING.ENTERPRISE_NOT_FOUND` (also out of scope), `SCORING.NO_SHEET`,
   * `SCORING.STANDARD_NOT_FOUND`, `CRITERIA.ADVICE_DATES`
   */
  async of(person: ActingPerson, enterpriseId: string, query: AdviceQuery): Promise<EnterpriseAdviceDto> {
    const { purpose = 'application', deadline = null } = query;
    const catalogue = await this.reference.facts();
    const sheet = await this.database.read(person, (tx) => currentSheet(tx, catalogue, enterpriseId, query));
    const standard = await this.standards.activeRelease(query.standardId);
    const { evaluator } = standard;
    const costs = adviceCosts(evaluator.dictionary);
    const advice = advise(evaluator, sheet.facts, { purpose, date: sheet.asOf, deadline, costs });
    const now = evaluate(evaluator, sheet.facts, { purpose, date: deadline ?? sheet.asOf });
    return {
      ...{ enterpriseId, standardId: standard.standardId, standardName: standard.name },
      ...{ standardVersion: standard.version, releaseHash: standard.hash, fullPoints: fullPoints(standard) },
      ...{ year: sheet.year, sheetAsOf: sheet.asOf, sheetVersion: sheet.version, sheetHash: sheet.hash },
      ...{ outcome: now.outcome, points: now.points },
      ...{ outsidePeriod: now.outsidePeriod === true, provisional: now.provisional === true },
      clauses: clauseOutline(evaluator.release.document).map(({ id, kind, label }) => ({ id, kind, label })),
      advice,
    };
  }
}

/** The sheet in force of the year asked for, or of the newest year that has one. */
async function currentSheet(
  tx: Transaction,
  catalogue: FactCatalogue,
  enterpriseId: string,
  { year }: AdviceQuery,
): Promise<FactSheet> {
  await requireEnterprise(tx, enterpriseId);
  const keys = await tx.rows<SheetKey>(
    `select year, "asOf"::text as "asOf", version from fact_sheet
     where "enterpriseId" = $1 and "supersededAt" is null order by year desc`,
    [enterpriseId],
  );
  const key = year === undefined ? keys[0] : keys.find((one) => one.year === year);
  const sheet = key && (await readSheet(tx, catalogue, { enterpriseId, ...key }));
  if (!sheet)
    throw noSheet(
      year,
      keys.map((one) => one.year),
    );
  return sheet;
}

function noSheet(year: number | undefined, years: readonly number[]): DomainError {
  const message =
    years.length === 0 || year === undefined
      ? '这家企业还没有事实表，无从核算。请先导入它的年度数据，再做一次预评估。'
      : `这家企业没有 ${year} 年度的事实表，无从核算。请改选 ${years.join('、')} 年度，或导入 ${year} 年度数据后再做一次预评估。`;
  return new DomainError('notFound', 'SCORING.NO_SHEET', message);
}
