import type { CompactResult, Evaluator, FactValue, Purpose } from '@tidu/criteria';
import { BinaryDecoder, type FieldKind } from '../copy/binary-decoder';
import { CardEncoder, cardShape, type OutcomeTally, type SheetReference } from './card-encoder';
import { leadingColumns } from './sheet-select';

/** Where the cards of one run go. */
export interface CardSink {
  runId: string;
  evaluator: Evaluator;
  write: (buffer: Buffer) => void;
}

/** One run at work: its evaluator, and where in the row each of its slots stands. */
interface Lane {
  evaluator: Evaluator;
  places: Int32Array;
  values: FactValue[];
  result: CompactResult;
  encoder: CardEncoder;
}

/** The facts that several evaluators need, each once. */
export function factsOf(evaluators: readonly Evaluator[]): string[] {
  return [...new Set(evaluators.flatMap(({ slots }) => slots))];
}

/**
 * Turns fact sheets (binary COPY out) into score cards (binary COPY in), row by row: each sheet is decoded once and
 * judged by every evaluator. Pure: bytes in, bytes out.
 */
export class CardStream {
  private readonly decoder: BinaryDecoder;
  private readonly lanes: Lane[];
  private readonly sheet: SheetReference = { id: new Uint8Array(0), idAt: 0, asOf: 0, version: 0 };

  constructor(
    kinds: readonly FieldKind[],
    facts: readonly string[],
    private readonly purpose: Purpose,
    sinks: readonly CardSink[],
  ) {
    this.decoder = new BinaryDecoder(kinds, () => this.judge());
    this.lanes = sinks.map(({ runId, evaluator, write }) => ({
      evaluator,
      places: Int32Array.from(evaluator.slots, (code) => facts.indexOf(code) + leadingColumns),
      values: new Array<FactValue>(evaluator.slots.length).fill(null),
      result: evaluator.createResult(),
      encoder: new CardEncoder(runId, cardShape(evaluator), write),
    }));
  }

  get rows(): number {
    return this.decoder.rows;
  }

  push(chunk: Buffer): void {
    this.decoder.push(chunk);
  }

  /** Ends every lane; returns what each counted, in the order of the sinks. */
  end(): OutcomeTally[] {
    this.decoder.end();
    return this.lanes.map(({ encoder }) => {
      encoder.end();
      return encoder.tally;
    });
  }

  private judge(): void {
    const { decoder, sheet } = this;
    const row = decoder.values;
    sheet.id = decoder.chunk;
    sheet.idAt = decoder.rawAt[0] as number;
    sheet.asOf = row[1] as number;
    sheet.version = row[2] as number;
    for (const lane of this.lanes) {
      const { places, values } = lane;
      for (let i = 0; i < places.length; i++) values[i] = row[places[i] as number] as FactValue;
      lane.evaluator.evaluateInto(values, this.purpose, lane.result);
      lane.encoder.write(sheet, lane.result);
    }
  }
}
