import { type ImportUnit, importUnits } from './import-options';

/** Signs for a unit in a header. A unit that isn't here is no unit, and the bracket belongs to the name. */
const signs: Record<string, ImportUnit> = {
  ...Object.fromEntries(importUnits.map((unit) => [unit, unit])),
  '％': '%',
  百分比: '%',
  人民币元: '元',
  人民币万元: '万元',
  人民币亿元: '亿元',
};

/** A header with its unit split off: `营业收入(万元)` is 营业收入 in 万元. Null when no bracket with a unit ends it. */
export function splitUnit(label: string, known: (unit: string) => boolean): { name: string; unit: string } | null {
  const match = /^(.+?)(?:\(([^()]+)\)|\[([^[\]]+)\]|【([^【】]+)】)$/.exec(label);
  if (!match) return null;
  const inside = (match[2] ?? match[3] ?? match[4] ?? '').replace(/^(?:计量)?单位[:：]?/, '');
  const unit = signs[inside] ?? inside;
  return inside in signs || known(unit) ? { name: match[1] ?? '', unit } : null;
}
