import { checkCreditCode, cleanText, toHalfWidth } from '@tidu/kernel';
import { dayNote, isMissing, readDay, type Scope, trimCell } from '@tidu/platform';
import type { CodeTable, Industry, Region } from '@tidu/reference';
import { type CellFault, type CellReader, type CellValue, fault, missing, quoted } from './cell';

/** What the readers of the register's fields look things up in. */
export interface FieldContext {
  regions: CodeTable<Region>;
  industries: CodeTable<Industry>;
  scope: Scope;
  /** Today in Shanghai: no enterprise is registered after it, no figures are of a later year. */
  today: string;
  /** Notes something a person should know though the cell is used. */
  warn: (fault: CellFault) => void;
}

/** Compiles the reader of a register field's column. The credit code has a reader of its own. */
export function fieldReader(code: string, context: FieldContext, ownership: CellReader): CellReader {
  switch (code) {
    case 'name':
      return readName;
    case 'registeredOn':
      return dayReader(context);
    case 'regionCode':
      return regionReader(context);
    case 'industryCode':
      return industryReader(context);
    case 'ownership':
      return ownership;
    case 'year':
      return yearReader(Number(context.today.slice(0, 4)));
    default:
      throw new Error(`no reader for the register field ${code}`);
  }
}

/**
 * The credit code in its normal form, or the first thing that is wrong with it. The years of an enterprise mostly stand
 * one below the other, so the last code is remembered.
 */
export function creditCodeReader(context: FieldContext, warnOfRegion: boolean): CellReader {
  const options = { regions: context.regions };
  let last = '';
  let check = checkCreditCode(last, options);
  return (cell) => {
    if (isMissing(cell))
      return fault('CREDIT_CODE_MISSING', '没有统一社会信用代码，无法知道是哪家企业，请补上 18 位代码。');
    if (cell !== last) check = checkCreditCode((last = cell), options);
    const [problem] = check.problems;
    if (problem) return { code: problem.code, message: problem.message };
    for (const { code, message } of check.warnings) {
      if (warnOfRegion || code !== 'KERNEL.CREDIT_CODE_REGION_UNKNOWN') context.warn({ code, message });
    }
    return { value: check.normalized };
  };
}

function readName(cell: string): CellValue {
  if (isMissing(cell)) return missing;
  const name = cleanText(cell);
  if (name.length > 200) return fault('NAME_TOO_LONG', `企业名称有 ${name.length} 个字，至多 200 个字。`);
  return name === '' ? missing : { value: name };
}

function dayReader({ today, warn }: FieldContext): CellReader {
  return (cell) => {
    if (isMissing(cell)) return missing;
    const read = readDay(cell);
    if (read === null) return fault('NOT_A_DAY', `${quoted(cell)}不是日期，请按 2015-03-31 的形式填写。`);
    const { day } = read;
    if (day < '1800-01-01' || day > today)
      return fault('DAY_OUT_OF_RANGE', `成立日期 ${day} 早于 1800 年或晚于今天，请核对。`);
    const note = dayNote(read, cell);
    if (note !== null) warn(fault('DAY_SUPPOSED', note));
    return { value: day };
  };
}

function regionReader({ regions, scope, warn }: FieldContext): CellReader {
  const inScope = (code: string) =>
    scope.everything || scope.regions.some((region) => region === code.slice(0, region.length));
  return (cell) => {
    if (isMissing(cell)) return missing;
    const found = regions.find(cell);
    const code = 'entry' in found ? found.entry.code : regions.codeOf(trimCell(cell));
    if (code === null)
      return fault('UNKNOWN_REGION', regionAdvice(cell, 'candidates' in found ? found.candidates : []));
    if (!inScope(code)) return fault('REGION_OUT_OF_SCOPE', `${quoted(cell)}不在您的管辖范围内，请核对行政区划。`);
    if (!('entry' in found))
      warn(fault('REGION_NOT_IN_TABLE', `行政区划代码 ${code} 不在现行区划表中，可能是已撤并的区划，已照填采用。`));
    return { value: code };
  };
}

function regionAdvice(cell: string, candidates: Region[]): string {
  if (candidates.length === 0) return `${quoted(cell)}不是区划代码，也不是区划的全称，请填 6 位行政区划代码。`;
  const places = candidates.slice(0, 5).map(({ path, code }) => `${path} ${code}`);
  return `${quoted(cell)}有 ${candidates.length} 个同名区划（${places.join('、')}），请填 6 位行政区划代码。`;
}

function industryReader({ industries }: FieldContext): CellReader {
  return (cell) => {
    if (isMissing(cell)) return missing;
    const found = industries.find(cell);
    if ('entry' in found) return { value: found.entry.code };
    if (found.candidates.length === 0)
      return fault('UNKNOWN_INDUSTRY', `${quoted(cell)}不是 GB/T 4754-2017 的行业代码或名称，请填 4 位行业小类代码。`);
    const codes = found.candidates.map(({ code }) => code).join('、');
    return fault('UNKNOWN_INDUSTRY', `${quoted(cell)}有几个同名的行业（${codes}），请填行业代码。`);
  };
}

function yearReader(thisYear: number): CellReader {
  return (cell) => {
    if (isMissing(cell)) return fault('YEAR_MISSING', '没有年份，无法知道是哪个会计年度的数据，请补上。');
    const text = toHalfWidth(trimCell(cell)).replaceAll(' ', '');
    const year = /^(\d{4})(?:\.0+)?(?:年度?)?$/.exec(text)?.[1] ?? /^(\d{4})-12-31$/.exec(text)?.[1];
    if (year === undefined) return fault('NOT_A_YEAR', `${quoted(cell)}不是年份，请填 4 位数字，如 2025。`);
    if (Number(year) < 1949 || Number(year) > thisYear)
      return fault('YEAR_OUT_OF_RANGE', `年份 ${year} 早于 1949 年或晚于今年，请核对。`);
    return { value: year };
  };
}
