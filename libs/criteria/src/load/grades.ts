import { isMap } from 'yaml';
import type { Confidence, Grades } from '../document';
import { compare, type Rational, rational } from '../rational';
import { parseThreshold } from '../threshold';
import { MapReader, type Source } from './source';

const CONFIDENCE: readonly Confidence[] = ['A', 'B', 'C'];

/** Reads into which classes a ranking is cut: shares from the top that end at 100%. */
export function readGrades(reader: MapReader, source: Source): Grades | null {
  const inner = reader.map('grades');
  if (!inner) return null;
  let before: Rational = rational(0n);
  const shares = inner.list('shares').map((node) => {
    if (!isMap(node)) {
      source.fail(node, '每一档应写成 { name: A, upTo: 25% } 的形式');
      return { name: '', upTo: '' };
    }
    const one = new MapReader(source, node);
    const share = { name: one.text('name'), upTo: one.text('upTo') };
    one.done('name、upTo');
    const upTo = source.attempt(node, () => parseThreshold(share.upTo, { unit: '1', scale: 0 }));
    if (upTo && compare(upTo, before) <= 0) source.fail(node, '这一档不比前一档宽，永远不会用到，请调整顺序或比例');
    before = upTo ?? before;
    return share;
  });
  const names = shares.map(({ name }) => name);
  if (new Set(names).size !== names.length) source.fail(inner.place('shares'), '档名重复');
  if (source.problems.length === 0 && compare(before, rational(1n)) !== 0)
    source.fail(inner.place('shares'), '最后一档应到 100%，不多也不少');
  const unmet = inner.optionalText('unmet');
  if (unmet !== null && !names.includes(unmet)) source.fail(inner.place('unmet'), `没有“${unmet}”这一档`);
  const grades: Grades = { shares, unmet, confidence: inner.choice('confidence', CONFIDENCE) };
  inner.done('shares、unmet、confidence');
  return grades;
}
