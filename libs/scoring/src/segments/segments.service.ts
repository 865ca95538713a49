import { Injectable } from '@nestjs/common';
import { explain } from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, JobsService } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type { DimensionDto, EnterpriseSegmentDto, MovementDto, MovementQuery } from '../console/segments.console.dto';
import { readSheet } from '../facts/sheet-reader';
import { requireEnterprise } from '../seen-enterprise';
import { type Dimension, dimensions, openSegments } from './segment-rules';
import { segmentTask } from './segment.job';

interface StoredSegment {
  dimension: string;
  year: number;
  segment: string;
  asOf: string;
  sheetVersion: number;
  rulesHash: string;
}

/** Segments of enterprises (企业分类): what the rules are, how many stand where, who moved, and why one stands there. */
@Injectable()
export class SegmentsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly jobs: JobsService,
  ) {}

  /** Asks for the enterprises to be divided for a year; returns the job. */
  start(person: ActingPerson, year: number): Promise<string> {
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, segmentTask, { year }));
  }

  /** Every way of dividing with its rules, the years there are, and the numbers of the newest. */
  async list(person: ActingPerson): Promise<DimensionDto[]> {
    const rules = await this.rules();
    const rows = await this.database.read(person, (tx) =>
      tx.rows<{ dimension: string; year: number; segment: string; newest: boolean; n: number }>(
        `select dimension, year::int as year, segment, newest, count(*)::int as n from enterprise_segment s
         where ${listed('s')} group by 1, 2, 3, 4 order by 2 desc`,
      ),
    );
    return rules.map(({ id, label, note, segments }) => {
      const own = rows.filter(({ dimension }) => dimension === id);
      const count = (code: string) => own.find((row) => row.newest && row.segment === code)?.n ?? 0;
      return {
        ...{ id, label, note, years: [...new Set(own.map(({ year }) => year))] },
        segments: [...segments, ...openSegments].map((segment) => ({ ...segment, count: count(segment.code) })),
      };
    });
  }

  /** Who stood where in two years: one row a pair of segments. `absent`: not divided in that year. */
  async movement(person: ActingPerson, dimension: string, { from, to }: MovementQuery): Promise<MovementDto> {
    const found = (await this.rules()).find(({ id }) => id === dimension);
    if (!found) throw new DomainError('notFound', 'SCORING.NO_DIMENSION', '没有这种分法。');
    if (from >= to) {
      const message = 'from：应早于 to。';
      throw new DomainError('invalid', 'PLATFORM.INVALID', message, [
        { where: { field: 'from' }, value: String(from), code: 'SCORING.YEARS_REVERSED', message },
      ]);
    }
    const moves = await this.database.read(person, (tx) =>
      tx.rows<MovementDto['moves'][number]>(
        `select coalesce(a.segment, 'absent') as "from", coalesce(b.segment, 'absent') as "to", count(*)::int as count
         from (select "enterpriseId", segment from enterprise_segment s where dimension = $1 and year = $2 and ${listed('s')}) a
         full join (select "enterpriseId", segment from enterprise_segment s where dimension = $1 and year = $3 and ${listed('s')}) b using ("enterpriseId")
         group by 1, 2 order by 1, 2`,
        [dimension, from, to],
      ),
    );
    const segments = [...found.segments, ...openSegments].map(({ code, label }) => ({ code, label }));
    return { dimension, label: found.label, from, to, segments, moves };
  }

  /**
   * Where one enterprise stands, year by year, and why; the why of rules that have changed since isn't told.
   * @throws DomainError `SCORING.ENTERPRISE_NOT_FOUND`, also for one out of scope.
   */
  async ofEnterprise(person: ActingPerson, enterpriseId: string): Promise<EnterpriseSegmentDto[]> {
    const catalogue = await this.reference.facts();
    const rules = dimensions(catalogue.dictionary);
    return this.database.read(person, async (tx) => {
      await requireEnterprise(tx, enterpriseId);
      const rows = await tx.rows<StoredSegment>(
        `select dimension, year::int as year, segment, "asOf"::text as "asOf", "sheetVersion", "rulesHash"
         from enterprise_segment where "enterpriseId" = $1 order by dimension, year desc`,
        [enterpriseId],
      );
      const told: EnterpriseSegmentDto[] = [];
      for (const row of rows) {
        const rule = rules.find(({ id }) => id === row.dimension);
        if (!rule) continue;
        const key = { enterpriseId, year: row.year, asOf: row.asOf, version: row.sheetVersion };
        const sheet = rule.hash === row.rulesHash ? await readSheet(tx, catalogue, key) : null;
        const { dimension, year, segment } = row;
        const label = [...rule.segments, ...openSegments].find(({ code }) => code === segment)?.label ?? segment;
        const reason = sheet ? reasonOf(rule, segment, sheet.facts, row.asOf) : null;
        told.push({ dimension, dimensionLabel: rule.label, year, segment, label, reason });
      }
      return told;
    });
  }

  private async rules(): Promise<Dimension[]> {
    return dimensions(await this.reference.dictionary());
  }
}

/** What was merged into another record since stands in no list, so no number counts it. */
const listed = (row: string) =>
  `not exists (select from enterprise m where m.id = ${row}."enterpriseId" and m.status = 'merged')`;

/** The rule that decided, with the figures it looked at. */
function reasonOf(rule: Dimension, segment: string, facts: Parameters<typeof explain>[1], date: string): string {
  const { clauses } = explain(rule.evaluator, facts, { purpose: 'application', date });
  const outcomes = rule.segments.map(({ code }) => clauses.find(({ id }) => id === code));
  const decisive =
    outcomes.find((clause) => clause?.id === segment) ??
    outcomes.find((clause) => clause?.outcome === 'unknown' || clause?.outcome === 'manual');
  if (!decisive) return openSegments.find(({ code }) => code === segment)?.text ?? '';
  const figures = decisive.facts.map(({ label, display }) => `${label} ${display}`).join('；');
  const start = decisive.id === segment ? '' : `“${decisive.label}”还不能判断：`;
  return `${start}${decisive.text}${figures && `（${figures}）`}`;
}
