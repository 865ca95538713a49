import { Bands, type BandsMade } from '../band/bands';
import type { Tolerances } from '../band/tolerances';
import type { DefinitionBody } from '../definitions/body';
import { rowLeaf } from '../run/row-tree';
import { cellsBy, type Line, type SealedRow } from './cells';
import { RowEvaluator } from './evaluate-row';
import type { FactsUsed, Flag, RowInputs } from './measure';
import { classOf, Order, type Places } from './order';
import { type Extremes, fractionText, needsExtremes } from './points';

/** Who a row is about, as named then. */
export interface Identity {
  creditCode: string;
  name: string;
  regionCode: string;
  industryCode: string | null;
}

/** What all rows give for an indicator: least, most, and mean points where a rule takes them. */
export interface CohortValues {
  min: string;
  max: string;
  mean?: string;
}

/** A row in its place. */
export interface PlacedRow extends SealedRow {
  position: number;
  vetoed: boolean;
  /** By the columns, as sealed. */
  cells: (string | null)[];
  leaf: Buffer;
}

/**
 * Ranks rows that are read three times in the order of their credit codes: for the extremes of all, for their places,
 * and to be written. It holds some twenty bytes a row, and the same rows give the same bytes: so it makes, replays and
 * verifies snapshots.
 */
export class Ranker {
  private readonly evaluator: RowEvaluator;
  private readonly extremes: (Extremes | null)[];
  private order: Order | null;
  private readonly bands: Bands | null;
  private readonly cellsOf: (row: SealedRow) => (string | null)[];
  private found: Places | null = null;
  private isSettled = false;

  /** `tolerances`: within what figures and weights are varied for the bands (临界带); null: without bands. */
  constructor(
    private readonly body: DefinitionBody,
    facts: FactsUsed,
    capacity: number,
    tolerances: Tolerances | null = null,
  ) {
    this.bands = tolerances && new Bands({ body, facts, tolerances }, capacity);
    this.evaluator = new RowEvaluator(body, facts);
    this.extremes = body.indicators.map(() => null);
    this.order = new Order(capacity, body);
    this.cellsOf = cellsBy(body, facts);
  }

  /** Whether the first reading is needed. */
  get needsExtremes(): boolean {
    return this.body.indicators.some(needsExtremes);
  }

  first(inputs: RowInputs): void {
    const measured = this.evaluator.measure(inputs);
    this.evaluator.widen(this.extremes, measured, inputs);
    this.bands?.first(inputs, measured);
  }

  second(inputs: RowInputs): void {
    if (!this.isSettled) this.evaluator.settle(this.extremes);
    this.isSettled = true;
    const measured = this.evaluator.measure(inputs);
    const result = this.evaluator.row(inputs, this.extremes, measured);
    this.order?.add(result);
    this.bands?.second(inputs, result, measured, this.extremes);
  }

  places(): Places {
    if (this.found) return this.found;
    if (!this.order) throw new Error('places without an order');
    this.found = this.order.places();
    this.order = null; // some forty bytes a row
    return this.found;
  }

  /** The row that came as number `index`, in its place. */
  third(index: number, identity: Identity, inputs: RowInputs, waived: boolean): PlacedRow {
    const places = this.places();
    const result = this.evaluator.row(inputs, this.extremes);
    const { score, results, vetoes, excluded } = result;
    const [position, rank] = [places.positions[index] as number, places.ranks[index] || null];
    const { decimals, classes } = this.body;
    const own = classes?.list.find(({ code }) => code === result.vetoClass);
    const byRule =
      rank === null || score === null ? null : classOf(classes, { rank, score, placed: places.placed, decimals });
    const found = rank === null ? null : (own ?? byRule);
    const flags: Flag[] = waived ? [...result.flags, 'waived'] : result.flags;
    const { creditCode, name, regionCode, industryCode } = identity;
    const vetoed = vetoes.length > 0;
    const row: SealedRow = {
      rank,
      creditCode,
      name,
      regionCode,
      industryCode,
      score,
      class: found?.code ?? null,
      measure: found?.measure ?? null,
      line: this.line(rank, vetoed),
      vetoes,
      excluded,
      flags,
      results,
      inputs,
    };
    if (this.bands) row.band = rank === null ? null : this.bands.of(index);
    const cells = this.cellsOf(row);
    return Object.assign(row, { position, vetoed, cells, leaf: rowLeaf(position, cells) });
  }

  /** What came from all rows. */
  cohort(): Record<string, CohortValues | null> {
    return Object.fromEntries(
      this.body.indicators.map(({ id }, i) => {
        const found = this.extremes[i];
        return [
          id,
          found
            ? {
                ...{ min: fractionText(found.min), max: fractionText(found.max) },
                ...(found.mean && { mean: fractionText(found.mean) }),
              }
            : null,
        ];
      }),
    );
  }

  /** What the bands were made with; null: without bands. */
  bandsMade(): BandsMade | null {
    return this.bands?.made() ?? null;
  }

  private line(rank: number | null, vetoed: boolean): Line | null {
    if (this.body.places === null || rank === null) return null;
    const { lastIn, tiedRank } = this.places();
    if (!vetoed && rank <= lastIn) return 'in';
    return !vetoed && rank === tiedRank ? 'tied' : 'out';
  }
}
