import { columnName } from '@tidu/platform';
import type { ColumnPlan } from './column-plan';
import type { ImportOptions } from './import-options';

const endsWithUnit = /[([【](?:(?:计量)?单位[:：]?)?(?:人民币)?(?:元|万元|亿元|%|％|百分比)[)\]】]$/;

/**
 * The labels of the fix file: those of the file with the units that stood in a line above or were told, so that the
 * rows mean the same when they are imported on their own. A column that was mapped gets the name it was mapped to.
 */
export function fixLabels({ labels, columns }: ColumnPlan, { mapping = {} }: ImportOptions): string[] {
  return labels.map((label, index) => {
    const matched = columns.find(({ column }) => column === columnName(index));
    if (!matched) return label;
    const { unit } = matched;
    const name = Object.keys(mapping).some((header) => header.replace(/\s+/g, '') === label) ? matched.label : label;
    const isTold = unit !== null && ['元', '万元', '亿元', '%'].includes(unit) && !endsWithUnit.test(name);
    return isTold ? `${name}(${unit})` : name;
  });
}

/** What the import was told about all rows, as columns of the fix file. */
export function constantsOf({ year }: ImportOptions): { label: string; value: string }[] {
  return year === undefined ? [] : [{ label: '年份', value: String(year) }];
}
