import { type Problem, readScaled } from '@tidu/kernel';
import type { FactDefinition, FactOrigin, FactType } from './fact';
import { normalizeHeader } from './headers';

/** Columns of `facts.csv`; another column is refused, because a misspelt one would be lost in silence. */
export const DICTIONARY_COLUMNS = [
  ...['code', 'label', 'type', 'unit', 'scale', 'min', 'max', 'values', 'valueLabels', 'origin'],
  ...['base', 'offset', 'aliases', 'meaning', 'definition'],
] as const;

type Column = (typeof DICTIONARY_COLUMNS)[number];
const TYPES: ReadonlySet<string> = new Set<FactType>(['boolean', 'integer', 'money', 'decimal', 'enum', 'code']);
const ORIGINS: ReadonlySet<string> = new Set<FactOrigin>(['entered', 'derived', 'judged']);
const CODE = /^[a-z][A-Za-z0-9]*$/;
const MAX_SCALE = 8;

/** Reads one cell after another of one row and notes what is wrong with the line it stands in. */
class Row {
  constructor(
    private readonly cells: Record<string, string>,
    private readonly line: number,
    private readonly file: string,
    private readonly problems: Problem[],
  ) {}

  text(column: Column): string {
    return (this.cells[column] ?? '').trim();
  }

  list(column: Column): string[] {
    const text = this.text(column);
    return text === '' ? [] : text.split('|').map((part) => part.trim());
  }

  fail(column: string, message: string): void {
    const value = this.cells[column] ?? '';
    this.problems.push({
      where: { row: this.line, column },
      value,
      code: 'CRITERIA.BAD_DICTIONARY',
      message: `${this.file} 第 ${this.line} 行 ${column} 列“${value}”：${message}`,
    });
  }

  /** A bound of the range as a scaled integer; required for numbers, refused elsewhere. */
  bound(column: 'min' | 'max', numeric: boolean, scale: number): bigint | null {
    const text = this.text(column);
    if (!numeric) {
      if (text !== '') this.fail(column, '只有数值型指标才有范围，请清空。');
      return null;
    }
    const value = readScaled(text, scale);
    if (typeof value === 'bigint') return value;
    this.fail(column, `请填写十进制数，最多 ${scale} 位小数。`);
    return null;
  }
}

function readScale(row: Row, type: string): number {
  const text = row.text('scale');
  const numeric = type === 'integer' || type === 'money' || type === 'decimal';
  if (!numeric) {
    if (text !== '') row.fail('scale', '只有数值型指标才有小数位数，请清空。');
    return 0;
  }
  if (!/^\d$/.test(text) || Number(text) > MAX_SCALE) {
    row.fail('scale', `请填写 0 到 ${MAX_SCALE} 的整数。`);
    return 0;
  }
  if (type === 'money' && text !== '2') row.fail('scale', '金额保留到分，应为 2。');
  if (type === 'integer' && text !== '0') row.fail('scale', '整数没有小数，应为 0。');
  return Number(text);
}

function checkValues(row: Row, type: string, values: string[], labels: string[]): void {
  if (type !== 'enum') {
    if (values.length > 0) row.fail('values', '只有 enum 型指标才列取值，请清空。');
    if (labels.length > 0) row.fail('valueLabels', '只有 enum 型指标才列取值名称，请清空。');
    return;
  }
  if (values.length < 2 || new Set(values).size !== values.length || values.some((value) => !CODE.test(value)))
    row.fail('values', '请用“|”列出至少两个互不相同的英文代码。');
  if (labels.length !== values.length) row.fail('valueLabels', '取值名称的个数应与取值相同，用“|”隔开。');
}

function readRow(row: Row): FactDefinition {
  const type = row.text('type');
  if (!TYPES.has(type)) row.fail('type', `应为 ${[...TYPES].join('、')} 之一。`);
  const origin = row.text('origin');
  if (!ORIGINS.has(origin)) row.fail('origin', `应为 ${[...ORIGINS].join('、')} 之一。`);
  if (origin === 'judged' && type !== 'boolean') row.fail('origin', '由人判断的指标应为 boolean。');
  const code = row.text('code');
  if (!CODE.test(code)) row.fail('code', '应以小写英文字母开头，只含字母和数字。');
  if (row.text('label') === '') row.fail('label', '请填写中文名称。');
  const unit = row.text('unit');
  if (type === 'money' && unit !== '元') row.fail('unit', '金额的单位应为“元”。');

  const scale = readScale(row, type);
  const numeric = type === 'integer' || type === 'money' || type === 'decimal';
  const min = row.bound('min', numeric, scale);
  const max = row.bound('max', numeric, scale);
  if (min !== null && max !== null && min > max) row.fail('min', '下限大于上限。');
  const values = row.list('values');
  const valueLabels = row.list('valueLabels');
  checkValues(row, type, values, valueLabels);
  const offset = row.text('offset');
  const base = row.text('base');
  if ((base === '') !== (offset === '') || (offset !== '' && !/^-[1-9]$/.test(offset)))
    row.fail('offset', '往年指标要同时写明 base（当年指标）和 offset（-1 至 -9），其他指标两列都留空。');

  return {
    ...{ code, label: row.text('label'), type: type as FactType, unit, scale, min, max, values, valueLabels },
    ...{ origin: origin as FactOrigin, base: base || null, offset: Number(offset), aliases: row.list('aliases') },
    ...{ meaning: row.text('meaning'), definition: row.text('definition') },
  };
}

/** Names must lead to one fact: a code, label or alias that two facts share would be a guess at import. */
function checkNames(facts: readonly FactDefinition[], rowOf: (index: number) => Row): void {
  const owners = new Map<string, string>();
  const codes = new Set<string>();
  facts.forEach((fact, index) => {
    const row = rowOf(index);
    if (codes.has(fact.code)) row.fail('code', '这个代码前面已经用过。');
    codes.add(fact.code);
    for (const name of new Set([fact.code, fact.label, ...fact.aliases].map(normalizeHeader))) {
      const owner = owners.get(name);
      if (owner !== undefined && owner !== fact.code)
        row.fail('aliases', `名称“${name}”已属于 ${owner}，不能一名两用。`);
      else owners.set(name, fact.code);
    }
  });
}

function checkBases(facts: readonly FactDefinition[], rowOf: (index: number) => Row): void {
  const byCode = new Map(facts.map((fact) => [fact.code, fact]));
  facts.forEach((fact, index) => {
    if (fact.base === null) return;
    const base = byCode.get(fact.base);
    if (!base) rowOf(index).fail('base', '没有这个指标。');
    else if (base.base !== null || base.type !== fact.type || base.scale !== fact.scale)
      rowOf(index).fail('base', '应是同类型、同小数位数的当年指标。');
  });
}

/** Rows of the dictionary and the file they stand in. */
export interface DictionaryFile {
  file: string;
  rows: readonly Record<string, string>[];
}

/** Reads all rows of all files strictly; every problem names file, line and column (the header is line 1). */
export function readDictionaryRows(files: readonly DictionaryFile[]): {
  facts: FactDefinition[];
  problems: Problem[];
} {
  const problems: Problem[] = [];
  const known: ReadonlySet<string> = new Set(DICTIONARY_COLUMNS);
  const places = files.flatMap(({ file, rows }) => rows.map((cells, index) => ({ cells, line: index + 2, file })));
  const rowOf = (index: number) => {
    const { cells, line, file } = places[index] ?? { cells: {}, line: 2, file: files[0]?.file ?? '' };
    return new Row(cells, line, file, problems);
  };
  for (const { file, rows } of files) {
    const strange = new Set(rows.flatMap((row) => Object.keys(row)).filter((column) => !known.has(column)));
    const [first = {}] = rows;
    for (const column of strange) new Row(first, 2, file, problems).fail(column, `没有“${column}”这一列，请核对表头。`);
  }
  if (places.length === 0) rowOf(0).fail('code', '指标字典是空的。');
  const facts = places.map((_, index) => readRow(rowOf(index)));
  checkNames(facts, rowOf);
  checkBases(facts, rowOf);
  return { facts, problems };
}
