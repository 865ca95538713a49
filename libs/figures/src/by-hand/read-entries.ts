import type { FactDefinition } from '@tidu/criteria';
import { DomainError, type Problem, YUAN_UNITS } from '@tidu/kernel';
import type { FactCatalogue } from '@tidu/reference';
import { isFigure } from '../import/column-names';
import { factReader } from '../import/fact-cell';

/** One figure as somebody wrote it down; `value` null takes it away. */
export interface FigureEntry {
  code: string;
  value: string | null;
  /** 元, 万元, 亿元 of an amount, % of a ratio; absent: the fact's own. */
  unit?: string;
}

/** A figure as it is kept: COPY text (`t`, `f`, scaled digits, a code), or null for one that was taken away. */
export interface ReadEntry {
  fact: FactDefinition;
  text: string | null;
  unit: string | null;
}

/**
 * Reads entries by the same readers as an import, so that a figure means the same however it came.
 * @throws DomainError `FIGURES.ENTRIES` naming every bad entry by its fact.
 */
export function readEntries(entries: readonly FigureEntry[], catalogue: FactCatalogue): ReadEntry[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const read = entries.flatMap(({ code, value, unit }): ReadEntry[] => {
    const fail = (why: string, message: string): ReadEntry[] => {
      problems.push({ where: { field: code }, value: value ?? undefined, code: why, message });
      return [];
    };
    const fact = catalogue.dictionary.find(code);
    if (!fact) return fail('FIGURES.UNKNOWN_FACT', `指标字典里没有“${code.slice(0, 60)}”，请核对指标代码。`);
    if (seen.has(code)) return fail('FIGURES.TWICE', `${fact.label}：写了两次，请只留一个。`);
    seen.add(code);
    if (fact.origin === 'judged') return fail('FIGURES.JUDGED', `${fact.label}：由经办人判断，不在年度数据里填写。`);
    if (!isFigure(fact)) return fail('FIGURES.NOT_A_FIGURE', `${fact.label}：由登记信息或别的年度得出，不在这里填写。`);
    if (value === null) return [{ fact, text: null, unit: null }];
    const used = unitOf(fact, unit);
    if (used === null) return fail('FIGURES.UNIT', `${fact.label}：不能以“${unit?.slice(0, 10)}”为单位。`);
    const cell = factReader(fact, used)(value);
    if ('code' in cell) return fail(cell.code, `${fact.label}：${cell.message}`);
    if (cell.value === null)
      return fail('FIGURES.EMPTY', `${fact.label}：没有填写；不知道的不要写，要删去已有的数请用“删去”。`);
    return [{ fact, text: cell.value, unit: fact.type === 'money' ? used : null }];
  });
  const [first] = problems;
  if (!first) return read;
  const code = problems.length === 1 ? first.code : 'FIGURES.ENTRIES';
  throw new DomainError('invalid', code, problems.map(({ message }) => message).join(' '), problems);
}

function unitOf(fact: FactDefinition, unit: string | undefined): string | null {
  if (fact.type === 'money') return unit === undefined ? '元' : unit in YUAN_UNITS ? unit : null;
  if (unit === undefined || unit === fact.unit) return fact.unit;
  return unit === '%' && fact.unit === '1' ? '%' : null;
}
