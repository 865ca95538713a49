import { Injectable } from '@nestjs/common';
import {
  displayFact,
  explain,
  type FactDefinition,
  type FactValue,
  insidePeriod,
  isProvisional,
  outcomeName,
  regionWithin,
  type StandardDocument,
} from '@tidu/criteria';
import { namedEvidence, type NamedEvidence } from '@tidu/enterprises';
import { DomainError, formatScaled } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { type FactCatalogue, ReferenceService } from '@tidu/reference';
import type { CardFactDto, ScoreCardDetailDto, ScoreCardDto } from '../console/score-cards.console.dto';
import { type FactSheet, readSheet } from '../facts/sheet-reader';
import { requireEnterprise } from '../seen-enterprise';
import { fullPoints } from '../standards/standard-view';
import { type PublishedStandard, StandardsService } from '../standards/standards.service';
import { type CardRow, cardsOfEnterprise, findCard } from './score-cards.queries';

const tenThousandths = 10_000;

/** Reads score cards (评价卡). What a card says of each clause is derived again from release and fact sheet. */
@Injectable()
export class ScoreCardsService {
  constructor(
    private readonly database: Database,
    private readonly standards: StandardsService,
    private readonly reference: ReferenceService,
  ) {}

  /**
   * Cards of an enterprise from the newest run of each standard, year and purpose, those of standards that hold for it
   * first. @throws DomainError `SCORING.ENTERPRISE_NOT_FOUND`, also for one out of scope.
   */
  async ofEnterprise(person: ActingPerson, enterpriseId: string): Promise<ScoreCardDto[]> {
    const rows = await this.database.read(person, async (tx) => {
      await requireEnterprise(tx, enterpriseId);
      return cardsOfEnterprise(tx, enterpriseId);
    });
    const cards = await Promise.all(
      rows.map(async (row) => cardView(row, await this.standards.release(row.releaseId))),
    );
    return cards.sort((a, b) => Number(a.outside !== null) - Number(b.outside !== null));
  }

  /** One card with its explanation. @throws DomainError `SCORING.CARD_NOT_FOUND`, also for one out of scope. */
  async explained(person: ActingPerson, runId: string, enterpriseId: string): Promise<ScoreCardDetailDto> {
    const catalogue = await this.reference.facts();
    const { row, sheet, records } = await this.database.read(person, async (tx) => {
      const card = await findCard(tx, runId, enterpriseId);
      if (!card)
        throw new DomainError('notFound', 'SCORING.CARD_NOT_FOUND', '没有这张评价卡，或企业不在您的管理范围内。');
      const key = { enterpriseId, year: card.year, asOf: card.sheetAsOf, version: card.sheetVersion };
      const found = await readSheet(tx, catalogue, key);
      return { row: card, sheet: found, records: found ? await recordsOf(tx, catalogue, found) : new Map() };
    });
    if (!sheet)
      throw new DomainError('unavailable', 'SCORING.SHEET_LOST', '评价所用的事实表不在了，请联系系统管理员。');
    const standard = await this.standards.release(row.releaseId);
    const { evaluator } = standard;
    return {
      ...cardView(row, standard),
      ...{ releaseHash: row.releaseHash, sheetAsOf: sheet.asOf, sheetVersion: sheet.version, sheetHash: sheet.hash },
      facts: evaluator.slots.map((code) => factView(evaluator.dictionary.get(code), sheet, records)),
      explanation: explain(evaluator, sheet.facts, { purpose: row.purpose, date: row.asOf }),
    };
  }
}

function cardView(row: CardRow, standard: PublishedStandard): ScoreCardDto {
  const { runId, enterpriseId, standardId, standardName, standardVersion, year, asOf, purpose, met, unknown } = row;
  const { document } = standard.evaluator.release;
  return {
    ...{ runId, enterpriseId, standardId, standardName, standardVersion, year, asOf, purpose, met, unknown },
    ...{ outcome: outcomeName(row.outcome), points: pointsView(row), fullPoints: fullPoints(standard) },
    ...{ publishedAt: row.publishedAt.toISOString(), provisional: isProvisional(document, asOf) },
    outside: outsideOf(document, row),
  };
}

/** Why a standard does not hold for an enterprise on the day of assessment; null where it does. */
function outsideOf({ region, periods }: StandardDocument, row: CardRow): ScoreCardDto['outside'] {
  if (!regionWithin(row.regionCode, region)) return 'region';
  return insidePeriod(periods[row.purpose], row.asOf) ? null : 'period';
}

/** Stored ten-thousandths as points; null where a standard has none. */
export function pointsView(row: { pointsMin: number | null; pointsMax: number | null }): ScoreCardDto['points'] {
  if (row.pointsMin === null || row.pointsMax === null) return null;
  return { min: row.pointsMin / tenThousandths, max: row.pointsMax / tenThousandths };
}

/** The records of evidence that any fact of the sheet rests on, by id. */
async function recordsOf(tx: Transaction, { dictionary }: FactCatalogue, sheet: FactSheet) {
  const ids = dictionary.facts.flatMap(({ code }) => sheet.origin(code)?.records ?? []);
  return new Map((await namedEvidence(tx, [...new Set(ids)])).map((record) => [record.id, record]));
}

function factView(fact: FactDefinition, sheet: FactSheet, records: ReadonlyMap<string, NamedEvidence>): CardFactDto {
  const value = sheet.facts.get(fact.code) ?? null;
  const origin = sheet.origin(fact.code);
  return {
    ...{
      code: fact.code,
      label: fact.label,
      unit: fact.unit,
      value: plain(fact, value),
      display: displayFact(fact, value),
    },
    ...{ source: origin?.source.code ?? null, sourceName: origin?.source.label ?? null, year: origin?.year ?? null },
    records: (origin?.records ?? []).flatMap((id) => records.get(id) ?? []),
  };
}

function plain(fact: FactDefinition, value: FactValue): string | boolean | null {
  return typeof value === 'number' || typeof value === 'bigint' ? formatScaled(value, fact.scale) : value;
}
