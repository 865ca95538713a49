import { MapReader, Source, textOf } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';
import { isMap } from 'yaml';
import { titleCodes } from '../title-codes';

export const tracks = ['backbone', 'specialty'] as const;
/** 骨干 by size, 中小 by specialty. */
export type Track = (typeof tracks)[number];

/** Who is proposed for the pool (入库建议的规则). */
export interface PoolRule {
  track: Track;
  title: string;
  /** Steps of the cheapest way at most; 0: only who meets the standard. */
  steps: number;
  /** Revenue at least, in 分; null: not asked. */
  revenueAtLeast: bigint | null;
}

export interface PoolRules {
  proposals: readonly PoolRule[];
  /** Reasons for leaving, by code. */
  leaving: ReadonlyMap<string, string>;
}

const file = 'seeds/recognition/pool.yaml';
let kept: PoolRules | null = null;

/** The rules of this installation, read once. @throws DomainError `RECOGNITION.BAD_POOL_RULES`. */
export function poolRules(): PoolRules {
  kept ??= loadPoolRules(readInstalledFile(file));
  return kept;
}

/** Reads the rules strictly. @throws DomainError `RECOGNITION.BAD_POOL_RULES` with every problem. */
export function loadPoolRules(text: string): PoolRules {
  const source = new Source(file, 'RECOGNITION.BAD_POOL_RULES');
  const top = source.parse(text);
  const proposals: PoolRule[] = [];
  const leaving = new Map<string, string>();
  if (top) {
    const reader = new MapReader(source, top);
    for (const node of reader.list('proposals')) {
      if (!isMap(node)) {
        source.fail(node, '“proposals”的每一项应是“键: 值”的内容');
        continue;
      }
      const rule = readRule(new MapReader(source, node));
      if (proposals.some(({ track, title }) => track === rule.track && title === rule.title))
        source.fail(node, '同一条线、同一个称号只能有一条规则');
      proposals.push(rule);
    }
    for (const { key, keyNode, value } of reader.map('leaving')?.entries() ?? []) {
      const label = textOf(value) ?? '';
      if (!/^[a-z][a-zA-Z]{2,39}$/.test(key) || label === '')
        source.fail(keyNode, `出库原因“${key}”应形如 gaveUp: 企业不再申报`);
      leaving.set(key, label);
    }
    reader.done('proposals、leaving');
  }
  source.throwIfBad('培育库的规则');
  return { proposals, leaving };
}

function readRule(reader: MapReader): PoolRule {
  const { source } = reader;
  const [track, title] = [reader.choice('track', tracks), reader.text('title')];
  if (!titleCodes.includes(title))
    source.fail(reader.place('title'), `没有称号“${title}”，应为 ${titleCodes.join('、')} 之一`);
  const [steps, revenue] = [reader.wholeNumber('steps', 0, 99), reader.optionalText('revenueAtLeast')];
  if (revenue !== null && !/^[1-9]\d{0,9}$/.test(revenue))
    source.fail(reader.place('revenueAtLeast'), '“revenueAtLeast”应是以万元计的整数');
  reader.done('track、title、steps、revenueAtLeast');
  const inFen = revenue !== null && /^\d+$/.test(revenue) ? BigInt(revenue) * 1_000_000n : null;
  return { track, title, steps, revenueAtLeast: inFen };
}
