import {
  columnName,
  compareColumns,
  type FilledColumn,
  plainLabel,
  type ReportColumn,
  type ReportShape,
  sameColumns,
} from '@tidu/platform';
import { invalid } from '../desk.errors';
import type { ReportField } from './report-sources';

/** 元 and its multiples, by how many places the point moves. */
export const amountUnits = { 元: 0, 千元: 3, 万元: 4, 百万元: 6, 亿元: 8 } as const;
export type AmountUnit = keyof typeof amountUnits;

const isAmountUnit = (unit: string | null): unit is AmountUnit => unit !== null && unit in amountUnits;

/** With what a column is filled; a column that isn't named stays blank. */
export interface MappedColumn {
  index: number;
  /** Code of the field. */
  field: string;
  /** Of amounts: 元, 千元, 万元, 百万元, 亿元. */
  unit: AmountUnit | null;
}

type Form = Pick<ReportShape, 'columns' | 'amountUnit'>;

/** Unit in which the form wants an amount: of the column itself, else of its title; null: it doesn't say. */
const unitAsked = ({ unit }: ReportColumn, { amountUnit }: Form): AmountUnit | null => {
  const asked = unit ?? amountUnit;
  return isAmountUnit(asked) ? asked : null;
};

/**
 * The mapping of the former version as far as it says the same of the new one. A column that is new, perhaps renamed,
 * or has another unit or format is left to a person.
 */
export function carriedOver(before: Form & { mapping: readonly MappedColumn[] }, form: Form): MappedColumn[] {
  const doubtful = new Set(
    compareColumns(before.columns, form.columns).flatMap((one) =>
      one.kind === 'unit' || one.kind === 'format' ? [one.index] : [],
    ),
  );
  return [...sameColumns(before.columns, form.columns)].flatMap(([column, former]) => {
    const known = before.mapping.find((one) => one.index === former.index);
    const isSameUnit = known?.unit == null || unitAsked(column, form) === unitAsked(former, before);
    return known && isSameUnit && !doubtful.has(column.index) ? [{ ...known, index: column.index }] : [];
  });
}

/** Fields whose name or alias is a column's very header, where neither is doubtful. For a person to confirm. */
export function suggested(form: Form, fields: readonly ReportField[]): MappedColumn[] {
  const means = (label: string) => {
    const names = new Set([plainLabel(label), plainLabel(label.slice(label.lastIndexOf('／') + 1))]);
    const found = fields.filter((field) => [field.label, ...field.aliases].some((name) => names.has(plainLabel(name))));
    return found.length === 1 ? found[0] : undefined;
  };
  const meant = form.columns.map((column) => ({ column, field: column.formula ? undefined : means(column.label) }));
  return meant.flatMap(({ column, field }) => {
    if (!field || meant.filter((one) => one.field === field).length > 1) return [];
    const unit = field.money ? unitAsked(column, form) : null;
    return field.money && unit === null ? [] : [{ index: column.index, field: field.code, unit }];
  });
}

/** @throws DomainError `DESK.MAPPING` that names the column and says what to do. */
export function requireMapping(form: Form, fields: readonly ReportField[], mapping: readonly MappedColumn[]): void {
  if (mapping.length === 0) throw bad('一列也没有对应。请至少为一列选定填什么。');
  const seen = new Set<number>();
  for (const { index, field: code, unit } of mapping) {
    const column = form.columns.find((one) => one.index === index);
    const field = fields.find((one) => one.code === code);
    const place = `${columnName(index)} 列`;
    if (!column) throw bad(`模板没有${place}。请刷新后重新对应。`);
    const named = `${place}“${column.label}”`;
    if (seen.has(index)) throw bad(`${named}对应了两次，请只留一个。`);
    seen.add(index);
    if (!field) throw bad(`${named}对应的“${code}”不存在，请重新选择。`);
    if (column.formula) throw bad(`${named}是模板自己的公式，不能填写，请留空。`);
    if (column.format === 'percent' && (field.type === 'integer' || field.type === 'decimal'))
      throw bad(`${named}是百分比格式，填入的数会显示成一百倍。请在模板里改成常规格式，作为新版本上传。`);
    if (!field.money) {
      if (unit !== null) throw bad(`${named}填的“${field.label}”不是金额，不用选单位。`);
    } else if (unit === null) throw bad(`${named}填的是金额，请选定单位（${Object.keys(amountUnits).join('、')}）。`);
    else if (unit !== (unitAsked(column, form) ?? unit))
      throw bad(`${named}要的单位是${unitAsked(column, form)}，选的是${unit}，请改成一致。`);
  }
}

/** The columns as they are filled, with their fields in the same order. @throws DomainError `DESK.MAPPING`. */
export function filledColumns(
  form: Form,
  fields: readonly ReportField[],
  mapping: readonly MappedColumn[],
): { columns: FilledColumn[]; fields: ReportField[] } {
  requireMapping(form, fields, mapping);
  const pairs = mapping.flatMap(({ index, field: code, unit }) => {
    const column = form.columns.find((one) => one.index === index);
    const field = fields.find((one) => one.code === code);
    if (!column || !field) return [];
    const { label, format } = column;
    return [{ field, column: { index, label, format, type: field.type, shift: amountUnits[unit ?? '元'] } }];
  });
  return { columns: pairs.map(({ column }) => column), fields: pairs.map(({ field }) => field) };
}

const bad = (message: string) => invalid('columns', 'MAPPING', message);
