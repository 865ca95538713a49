import { MapReader, Source, textOf } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';
import { isMap, isScalar, isSeq } from 'yaml';

/** Within what figures and weights are varied for the bands (临界带); sealed with each snapshot. */
export interface Tolerances {
  /** By how many thousandths a provisional figure (暂用数) may turn out otherwise. */
  provisional: number;
  /** By how many thousandths each weight is varied by itself. */
  weights: number;
  roundings: Rounding[];
}

/** Figures of these sources in this unit are told in multiples of `to`. */
export interface Rounding {
  sources: string[];
  unit: string;
  to: number;
}

const file = 'seeds/ranking-bands.yaml';
let kept: Tolerances | null = null;

/** The tolerances of this installation, read once. @throws DomainError `RANKINGS.BAD_TOLERANCES`. */
export function installedTolerances(): Tolerances {
  kept ??= readTolerances(readInstalledFile(file));
  return kept;
}

/** Reads them strictly. @throws DomainError `RANKINGS.BAD_TOLERANCES` with every problem. */
export function readTolerances(text: string): Tolerances {
  const source = new Source(file, 'RANKINGS.BAD_TOLERANCES');
  const top = source.parse(text);
  const found: Tolerances = { provisional: 0, weights: 0, roundings: [] };
  if (top) {
    const reader = new MapReader(source, top);
    found.provisional = reader.wholeNumber('provisional', 0, 999);
    found.weights = reader.wholeNumber('weights', 0, 999);
    for (const node of reader.list('roundings')) {
      if (isMap(node)) found.roundings.push(readRounding(new MapReader(source, node)));
      else source.fail(node, '“roundings”的每一项应是“键: 值”的内容');
    }
    reader.done('provisional、weights、roundings');
  }
  source.throwIfBad('临界带的范围');
  return found;
}

function readRounding(reader: MapReader): Rounding {
  const node = reader.get('sources');
  const sources = isSeq(node) ? node.items.map((one) => (isScalar(one) ? (textOf(one) ?? '') : '')) : [];
  if (sources.length === 0 || sources.includes(''))
    reader.source.fail(node ?? reader.node, '“sources”应列出来源的代码，如 [statistics]');
  const rounding = { sources, unit: reader.text('unit'), to: reader.wholeNumber('to', 2, 100_000_000) };
  reader.done('sources、unit、to');
  return rounding;
}
