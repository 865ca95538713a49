import type { FactDefinition } from '@tidu/criteria';
import { normalizeHeader } from '@tidu/criteria';
import { DomainError, type Problem, YUAN_UNITS } from '@tidu/kernel';
import { columnName, type Header } from '@tidu/platform';
import type { RegisterField } from '@tidu/reference';
import { ColumnNames, isFigure, type Meaning } from './column-names';
import { ignoredColumn, type ImportOptions } from './import-options';
import type { MatchedColumn, UnmatchedColumn } from './import-result';

interface PlannedBase {
  /** Index of the cell in its row. */
  index: number;
  header: string;
}
export interface PlannedField extends PlannedBase {
  field: RegisterField;
}
export interface PlannedFact extends PlannedBase {
  fact: FactDefinition;
  /** Unit of the column: 元, 万元, 亿元, % or the fact's own. */
  unit: string;
  /** Added by the district: kept in `extra`. */
  district: boolean;
}

/** Which columns of a file are read as what. */
export interface ColumnPlan {
  kind: 'figures' | 'register';
  /** The labels of the header, and the column that says which enterprise a row is about. */
  labels: string[];
  identity: number;
  fields: PlannedField[];
  facts: PlannedFact[];
  columns: MatchedColumn[];
  unmatched: UnmatchedColumn[];
}

const codeBase = 'FIGURES';

/**
 * Decides what every column means, or refuses the file with every reason at once: two columns of one meaning, a unit
 * that doesn't fit, a mapping that leads nowhere, no credit code, figures without a year.
 * @throws DomainError `FIGURES.COLUMNS`
 */
export function planColumns(header: Header, names: ColumnNames, options: ImportOptions): ColumnPlan {
  const plan: ColumnPlan = {
    ...{ kind: 'register', labels: header.labels, identity: -1 },
    ...{ fields: [], facts: [], columns: [], unmatched: [] },
  };
  const problems = checkOptions(header, names, options);
  const taken = new Map<string, string>();
  header.labels.forEach((label, index) => {
    if (label === '') return;
    const column = columnName(index);
    const passOver = (reason: string): void => void plan.unmatched.push({ column, header: label, reason });
    const found = meaningOf(label, names, options);
    if (found === 'ignored') return passOver('按要求不导入');
    if (found === null) return passOver('指标字典和登记字段里没有这个名称');
    const { meaning, unit } = found;
    if ('fact' in meaning && !isFigure(meaning.fact)) return passOver(notAFigure(meaning.fact));
    const { code, label: name } = 'fact' in meaning ? meaning.fact : meaning.field;
    const other = taken.get(code);
    if (other !== undefined) {
      problems.push(twoColumns(header.row, other, `${column} 列“${label}”`, name));
      return;
    }
    taken.set(code, `${column} 列“${label}”`);
    let read: string | null = null;
    if ('fact' in meaning) {
      const decided = unitOf(meaning.fact, unit, options, { label, titleUnit: header.unit });
      if (typeof decided !== 'string') {
        problems.push({
          where: { row: header.row, column: label },
          code: `${codeBase}.UNIT`,
          message: decided.refused,
        });
        return;
      }
      read = decided === '' ? null : decided;
      const district = names.catalogue.district.has(code);
      plan.facts.push({ index, header: label, fact: meaning.fact, unit: decided, district });
    } else plan.fields.push({ index, header: label, field: meaning.field });
    plan.columns.push({ column, header: label, field: code, label: name, unit: read === '1' ? null : read });
  });
  problems.push(...checkWhole(header, plan, options));
  if (problems.length > 0) throw refuse(problems);
  if (plan.facts.length > 0) plan.kind = 'figures';
  plan.identity = plan.fields.find(({ field }) => field.code === 'creditCode')?.index ?? -1;
  return plan;
}

/** Whether a text looks like a header of ours; by this the header row is found. */
export function isKnownHeader(names: ColumnNames, options: ImportOptions): (label: string) => boolean {
  return (label) => meaningOf(label, names, options) !== null;
}

function meaningOf(label: string, names: ColumnNames, { mapping = {} }: ImportOptions) {
  const wanted = Object.entries(mapping).find(([header]) => normalizeHeader(header) === normalizeHeader(label))?.[1];
  if (wanted === undefined) return names.find(label);
  if (wanted === ignoredColumn) return 'ignored' as const;
  const meaning = names.byCode(wanted);
  return meaning && { meaning, unit: names.split(label)?.unit ?? null };
}

/** The unit a column is read in: the header's own, then the option's, then that of the line above, then 元 or the fact's. */
function unitOf(
  fact: FactDefinition,
  inHeader: string | null,
  { units = {} }: ImportOptions,
  { label, titleUnit }: { label: string; titleUnit: string | undefined },
) {
  const asked = units[fact.code];
  if (inHeader !== null && asked !== undefined && inHeader !== asked)
    return { refused: `“${label}”的表头写明单位是${inHeader}，又指定了${asked}，请统一后重新导入。` };
  if (fact.type === 'money') {
    const chosen = asked ?? units['*'];
    if (inHeader === null && chosen !== undefined && titleUnit !== undefined && chosen !== titleUnit)
      return { refused: `表头上方写明“单位：${titleUnit}”，又为“${label}”指定了${chosen}，请统一后重新导入。` };
    const unit = inHeader ?? chosen ?? titleUnit ?? '元';
    if (unit in YUAN_UNITS) return unit;
    return { refused: `“${label}”是金额，单位只能是元、万元或亿元，不能是${unit}，请换算后重新导入。` };
  }
  const unit = inHeader ?? asked ?? fact.unit;
  if (unit === fact.unit || (unit === '%' && fact.unit === '1')) return unit;
  const own = fact.unit === '' ? '没有单位' : fact.unit === '1' ? '是 0 到 1 的比值或百分数（%）' : `以${fact.unit}计`;
  return { refused: `“${label}”对应的“${fact.label}”${own}，不能按${unit}读取，请换算后重新导入。` };
}

function notAFigure(fact: FactDefinition): string {
  if (fact.origin === 'judged') return `“${fact.label}”由经办人判断，不从文件导入；请在企业页面或“等待判断”里记录`;
  return fact.base === null
    ? `“${fact.label}”由登记信息得出，不从年度数据导入`
    : `“${fact.label}”是往年的数，请按年份各占一行导入`;
}

function checkOptions(header: Header, names: ColumnNames, { mapping = {}, units = {} }: ImportOptions): Problem[] {
  const problem = (field: string, message: string): Problem => ({
    where: { field },
    code: `${codeBase}.OPTION`,
    message,
  });
  const labels = new Set(header.labels.map(normalizeHeader));
  const problems: Problem[] = [];
  for (const [from, to] of Object.entries(mapping)) {
    if (!labels.has(normalizeHeader(from)))
      problems.push(problem('mapping', `文件里没有表头“${from}”，请核对对应关系。`));
    const meaning: Meaning | null = names.byCode(to);
    if (to !== ignoredColumn && (!meaning || ('fact' in meaning && !isFigure(meaning.fact))))
      problems.push(problem('mapping', `表头“${from}”对应到“${to}”，没有这个可以导入的指标或登记字段。`));
  }
  for (const fact of Object.keys(units)) {
    if (fact !== '*' && !names.catalogue.dictionary.find(fact))
      problems.push(problem('units', `指定了“${fact}”的单位，指标字典里没有这个指标。`));
  }
  return problems;
}

function checkWhole(header: Header, plan: ColumnPlan, { year }: ImportOptions): Problem[] {
  const problem = (code: string, message: string): Problem => ({
    where: { row: header.row },
    code: `${codeBase}.${code}`,
    message,
  });
  const has = (code: string) => plan.fields.find(({ field }) => field.code === code);
  const problems: Problem[] = [];
  if (!has('creditCode'))
    problems.push(problem('NO_CREDIT_CODE', '没有统一社会信用代码这一列，无法知道每行是哪家企业。'));
  if (plan.facts.length > 0 && !has('year') && year === undefined)
    problems.push(problem('NO_YEAR', '有指标列，但没有年份列，请加一列“年份”，或在导入时指定年度。'));
  if (plan.facts.length > 0 && has('year') && year !== undefined)
    problems.push(problem('TWO_YEARS', `文件里有年份列“${has('year')?.header}”，又指定了年度 ${year}，请只用一种。`));
  if (plan.facts.length === 0 && !has('name') && plan.fields.length < 2)
    problems.push(problem('NO_COLUMNS', '除信用代码外没有认得的列，没有可以导入的内容。'));
  return problems;
}

function twoColumns(row: number, first: string, second: string, name: string): Problem {
  const message = `${first}和${second}都表示“${name}”，无法判断用哪一列。请删除一列，或指定其中一列不导入。`;
  return { where: { row }, code: `${codeBase}.TWO_COLUMNS`, message };
}

function refuse(problems: Problem[]): DomainError {
  const [first] = problems;
  const code = problems.length === 1 && first ? first.code : `${codeBase}.COLUMNS`;
  return new DomainError('invalid', code, problems.map(({ message }) => message).join(' '), problems);
}
