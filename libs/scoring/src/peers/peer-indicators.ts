import { displayFact, type FactDefinition, type FactDictionary, type FactValue } from '@tidu/criteria';
import { DomainError, formatScaled } from '@tidu/kernel';
import { readInstalledFile } from '@tidu/platform';
import { parseDocument } from 'yaml';

/** What peers are compared by (同类比较): one fact, or one divided by another. */
export interface PeerIndicator {
  id: string;
  label: string;
  of: [FactDefinition] | [FactDefinition, FactDefinition];
}

const file = 'seeds/reference/peer-indicators.yaml';
const kept = new WeakMap<FactDictionary, PeerIndicator[]>();

export function peerIndicators(dictionary: FactDictionary): PeerIndicator[] {
  const known = kept.get(dictionary);
  if (known) return known;
  const read = readPeerIndicators(readInstalledFile(file), dictionary);
  kept.set(dictionary, read);
  return read;
}

/** Reads the file strictly. @throws DomainError `SCORING.BAD_PEER_INDICATORS` naming the entry. */
export function readPeerIndicators(yaml: string, dictionary: FactDictionary): PeerIndicator[] {
  const document = parseDocument(yaml, { uniqueKeys: true });
  const [fault] = document.errors;
  if (fault) throw bad(`不是正确的 YAML：${fault.message}`);
  const entries = document.toJS() as unknown;
  if (!Array.isArray(entries)) throw bad('应是指标的列表');
  const ids = new Set<string>();
  return entries.map((entry: Record<string, unknown>, i) => {
    const where = `第 ${i + 1} 项`;
    const { id, label, fact, ratio, ...more } = entry;
    const [unknown] = Object.keys(more);
    if (unknown !== undefined) throw bad(`${where}：没有“${unknown}”这一项，请检查拼写`);
    if (typeof id !== 'string' || !/^[a-z][a-zA-Z]*$/.test(id) || ids.has(id))
      throw bad(`${where}：id 缺失、不是字母或重复`);
    if (typeof label !== 'string' || label === '') throw bad(`${where}：缺少 label`);
    if ((fact === undefined) === (ratio === undefined)) throw bad(`${where}：fact 与 ratio 应正好写一个`);
    const codes = ratio === undefined ? [fact] : ratio;
    if (!Array.isArray(codes) || codes.length !== (ratio === undefined ? 1 : 2)) throw bad(`${where}：ratio 应是两项`);
    ids.add(id);
    return { id, label, of: codes.map((code) => number(code, dictionary, where)) as PeerIndicator['of'] };
  });
}

function number(code: unknown, dictionary: FactDictionary, where: string): FactDefinition {
  const fact = dictionary.facts.find((one) => one.code === code);
  if (!fact || fact.min === null) throw bad(`${where}：${String(code)} 不是指标字典里的数值指标`);
  return fact;
}

const bad = (what: string) => new DomainError('invalid', 'SCORING.BAD_PEER_INDICATORS', `${file} ${what}。`);

/** The value as a person reads it: a share in percent, money over heads in 万元 a head, or the fact's own way. */
export function displayPeerValue({ of }: PeerIndicator, values: (bigint | null)[]): string | null {
  const [first, second] = values;
  if (first === null || first === undefined) return null;
  const [fact, base] = of;
  if (!base) return displayFact(fact, plain(first));
  if (second === null || second === undefined || second <= 0n) return null;
  // units of the quotient: 10^(scale of the divisor - scale of the dividend)
  const dividend = first * 10n ** BigInt(base.scale);
  const divisor = second * 10n ** BigInt(fact.scale);
  if (fact.unit === base.unit) return `${formatScaled((dividend * 10_000n) / divisor, 2)}%`;
  return fact.type === 'money'
    ? `${formatScaled((dividend * 100n) / (divisor * 10_000n), 2)}万元/${base.unit}`
    : `${formatScaled((dividend * 100n) / divisor, 2)}${fact.unit}/${base.unit}`;
}

const plain = (value: bigint): FactValue => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};
