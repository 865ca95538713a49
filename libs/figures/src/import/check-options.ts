import { DomainError, type Problem } from '@tidu/kernel';
import { figureSources } from '../sources';
import { type ImportOptions, importUnits } from './import-options';

/**
 * Refuses options that no file could be imported with, every one of them at once; they come as JSON from outside.
 * @throws DomainError `FIGURES.OPTION`
 */
export function checkImportOptions(options: Partial<ImportOptions>): void {
  const { mapping, units, year, source, unknown } = options;
  const problems: Problem[] = [];
  const bad = (field: string, message: string) =>
    problems.push({ where: { field }, code: 'FIGURES.OPTION', message: `${field}：${message}` });
  if (!isTextRecord(mapping)) bad('mapping', '应为表头到指标代码的对应，都是文字。');
  if (!isTextRecord(units)) bad('units', '应为指标代码到单位的对应，都是文字。');
  else {
    for (const [fact, unit] of Object.entries(units ?? {})) {
      if (!importUnits.includes(unit))
        bad('units', `${fact} 的单位“${unit}”不认识，应为${importUnits.join('、')}之一。`);
    }
  }
  const thisYear = new Date().getFullYear();
  if (year !== undefined && !(Number.isInteger(year) && year >= 1949 && year <= thisYear))
    bad('year', `应为 1949 到 ${thisYear} 之间的整数年份。`);
  if (source !== undefined && !figureSources.includes(source)) bad('source', `应为 ${figureSources.join('、')} 之一。`);
  if (unknown !== undefined && unknown !== 'create' && unknown !== 'reject') bad('unknown', '应为 create 或 reject。');
  if (problems.length > 0)
    throw new DomainError('invalid', 'FIGURES.OPTION', problems.map(({ message }) => message).join(' '), problems);
}

function isTextRecord(value: unknown): boolean {
  if (value === undefined) return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => typeof one === 'string' && !one.includes('\0')) &&
    Object.keys(value).every((one) => !one.includes('\0'))
  );
}
