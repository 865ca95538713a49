import { type CompactResult, type Evaluator, MANUAL, MET, UNKNOWN } from '@tidu/criteria';
import { BinaryEncoder } from '../copy/binary-encoder';
import { clauseOutline } from '../standards/clause-outline';

/** Columns of `score_card` in the order in which `CardEncoder` writes them. */
export const cardColumns =
  '"runId", "enterpriseId", "pointsMin", "pointsMax", "sheetAsOf", outcome, met, unknown, "sheetVersion", "clauseOutcomes", "clauseMin", "clauseMax"';
const fieldCount = 12;
/** As constants of this file: an imported one is a getter call each time, which a loop over every clause feels. */
const [isMet, isManual, isUnknown] = [MET, MANUAL, UNKNOWN] as const;

/** Cards by outcome code (1 to 5), and how many are open. */
export interface OutcomeTally {
  byOutcome: Uint32Array;
  open: number;
}

/** What of the fact sheet goes onto the card: id bytes, day (days since 2000-01-01) and version. */
export interface SheetReference {
  id: Uint8Array;
  idAt: number;
  asOf: number;
  version: number;
}

/** Which clauses count as met and which as lacking facts (1 by clause index), and the places of those with points. */
export interface CardShape {
  met: Uint8Array;
  unknown: Uint8Array;
  points: Int32Array;
}

/**
 * What is counted on a card. Met: conditions without points and without clauses below them, so that nothing counts
 * twice and an indicator, which earns points, is never called met. Lacking facts: these and the indicators.
 */
export function cardShape(evaluator: Evaluator): CardShape {
  const outline = clauseOutline(evaluator.release.document);
  const kinds = new Map(outline.map(({ id, kind }) => [id, kind]));
  const isOne = (id: string, wanted: string[]) => (wanted.includes(kinds.get(id) ?? '') ? 1 : 0);
  return {
    met: Uint8Array.from(evaluator.clauseIds, (id) => isOne(id, ['condition'])),
    unknown: Uint8Array.from(evaluator.clauseIds, (id) => isOne(id, ['condition', 'indicator'])),
    points: pointPlaces(evaluator),
  };
}

/** Places of the clauses that carry points: the order of `clauseMin` and `clauseMax`. */
export function pointPlaces({ clauseHasPoints }: Pick<Evaluator, 'clauseHasPoints'>): Int32Array {
  return Int32Array.from(clauseHasPoints.flatMap((has, i) => (has ? [i] : [])));
}

/** Writes score cards of one run as binary COPY, and tallies them. */
export class CardEncoder {
  readonly tally: OutcomeTally = { byOutcome: new Uint32Array(6), open: 0 };
  private readonly encoder: BinaryEncoder;
  private readonly runId: Uint8Array;

  constructor(
    runId: string,
    private readonly shape: CardShape,
    full: (buffer: Buffer) => void,
  ) {
    this.runId = Buffer.from(runId.replaceAll('-', ''), 'hex');
    // per clause: one byte of outcome, eight each of least and most points
    this.encoder = new BinaryEncoder(full, 512 + shape.met.length * 17);
  }

  get rows(): number {
    return this.encoder.rows;
  }

  write(sheet: SheetReference, result: CompactResult): void {
    const { encoder, shape } = this;
    const { outcome, pointsMin, pointsMax, clauseOutcomes } = result;
    let met = 0;
    let unknown = 0;
    for (let i = 0; i < clauseOutcomes.length; i++) {
      if (clauseOutcomes[i] === isMet) met += shape.met[i] as number;
      else if (clauseOutcomes[i] === isUnknown) unknown += shape.unknown[i] as number;
    }
    encoder.row(fieldCount);
    encoder.bytes(this.runId, 0, 16);
    encoder.bytes(sheet.id, sheet.idAt, 16);
    if (pointsMin === null || pointsMax === null) {
      encoder.missing();
      encoder.missing();
    } else {
      encoder.int4(pointsMin);
      encoder.int4(pointsMax);
    }
    encoder.int4(sheet.asOf);
    encoder.int2(outcome);
    encoder.int2(met);
    encoder.int2(unknown);
    encoder.int2(sheet.version);
    encoder.bytes(clauseOutcomes, 0, clauseOutcomes.length);
    if (shape.points.length > 0) {
      encoder.int4Array(result.clauseMin, shape.points);
      if (same(result.clauseMin, result.clauseMax, shape.points)) encoder.missing();
      else encoder.int4Array(result.clauseMax, shape.points);
    } else {
      encoder.missing();
      encoder.missing();
    }
    this.tally.byOutcome[outcome] = (this.tally.byOutcome[outcome] as number) + 1;
    if (pointsMin !== pointsMax || outcome === isUnknown || outcome === isManual) this.tally.open++;
  }

  end(): void {
    this.encoder.end();
  }
}

function same(a: Int32Array, b: Int32Array, places: Int32Array): boolean {
  for (let i = 0; i < places.length; i++) if (a[places[i] as number] !== b[places[i] as number]) return false;
  return true;
}
