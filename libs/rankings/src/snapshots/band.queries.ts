import { Injectable } from '@nestjs/common';
import { formatScaled } from '@tidu/kernel';
import { type ActingPerson, Database } from '@tidu/platform';
import { RowRanges } from '../band/bands';
import { extremesOf } from '../band/extremes-range';
import { type SettlingFigure, settlingFigures, type ValueSpan } from '../band/settling';
import { sourceWord } from '../evaluate/source-words';
import { rowOf } from './snapshots.queries';
import { wholeSnapshot, type WholeSnapshot } from './snapshots.store';
import { bandOf, type StoredRow } from './whole-rows';

/** A figure that may turn out otherwise, in its unit. */
export interface BandFigure {
  label: string;
  unit: string;
  source: string | null;
  value: string;
  low: string;
  high: string;
  inFrom: string | null;
  inTo: string | null;
  outFrom: string | null;
  outTo: string | null;
}

/** Why a row has the band it has (临界带), worked out again from what is sealed. */
@Injectable()
export class BandQueries {
  constructor(private readonly database: Database) {}

  /** @throws DomainError `RANKINGS.NO_ROW`. */
  one(person: ActingPerson, id: string, enterpriseId: string) {
    return this.database.read(person, async (tx) => {
      const snapshot = await wholeSnapshot(tx, id);
      const row = await rowOf(tx, id, enterpriseId);
      return { row, band: bandOf(row), figures: figuresOf(snapshot, row) };
    });
  }
}

function figuresOf({ body, cohort }: WholeSnapshot, { inputs, rank }: StoredRow): BandFigure[] {
  if (!cohort.bands || rank === null) return [];
  const { tolerances, edges, extremes } = cohort.bands;
  const ranges = new RowRanges({ body, facts: cohort.facts, tolerances });
  const found: SettlingFigure[] = edges
    ? settlingFigures({ inputs, ranges, edges, extremes: extremes.map((one) => one && extremesOf(one)) })
    : [...ranges.figures(inputs)].map(([key, range]) => ({ key, range, in: null, out: null }));
  return found.map(({ key, range, ...settles }) => {
    const fact = cohort.facts[key.replace('@-1', '')];
    const text = (value: bigint) => formatScaled(value, fact?.scale ?? 0);
    const ends = (span: ValueSpan | null) =>
      (span ? [text(span.from), text(span.to)] : [null, null]) as [string | null, string | null];
    const [[inFrom, inTo], [outFrom, outTo]] = [ends(settles.in), ends(settles.out)];
    const [value, source] = inputs[key] ?? [null, null];
    return {
      ...{ label: `${key.endsWith('@-1') ? '上年' : ''}${fact?.label ?? key}`, unit: fact?.unit ?? '' },
      ...{
        source: sourceWord(source),
        value: text(BigInt(value ?? '0')),
        low: text(range.low),
        high: text(range.high),
      },
      ...{ inFrom, inTo, outFrom, outTo },
    };
  });
}
