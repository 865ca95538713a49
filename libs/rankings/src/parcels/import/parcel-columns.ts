import { normalizeHeader } from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import { columnName, type Header, reasonLabel, type TemplateColumn } from '@tidu/platform';

/** A column of a file of parcels. */
export interface ParcelColumn {
  name: ColumnCode;
  label: string;
  required: boolean;
  note: string;
  aliases: string[];
}

export const columnCodes = [
  ...(['number', 'regionCode', 'zoneCode', 'address', 'validFrom', 'area', 'publicArea', 'vacantArea'] as const),
  ...(['creditCode', 'enterpriseName', 'share', 'document'] as const),
];
export type ColumnCode = (typeof columnCodes)[number];

const column = (name: ColumnCode, label: string, note: string, ...aliases: string[]): ParcelColumn => ({
  ...{ name, label, note, aliases, required: ['number', 'validFrom', 'area', 'creditCode', 'share'].includes(name) },
});

/** One row a tenant; rows of one parcel and one day belong together and are taken in or refused together. */
export const parcelColumns: readonly ParcelColumn[] = [
  column('number', '地块编号', '同一个地块的各家各写一行，编号相同', '宗地编号', '地块号', '宗地号'),
  column('regionCode', '县区代码', '六位；台账里已有的地块可以不填', '行政区划代码', '区划代码'),
  column('zoneCode', '园区代码', '本区园区表里的代码；不在园区里的空着', '园区'),
  column('address', '坐落', '台账里已有的地块可以不填', '地址', '位置'),
  column('validFrom', '起算日', '从哪一天起这样划分，如 2024-01-01', '划分日期', '启用日期'),
  column('area', '地块面积', '亩，最多四位小数；各家份额加公共、空置正好等于它', '总面积', '宗地面积'),
  column('publicArea', '公共面积', '亩；大家共用、不算给谁的；没有就空着', '公用面积'),
  column('vacantArea', '空置面积', '亩；没有人用的；没有就空着', '闲置面积'),
  column(
    'creditCode',
    '统一社会信用代码',
    '18 位；整个地块没有企业用的空着',
    '信用代码',
    '社会信用代码',
    '统一信用代码',
  ),
  column('enterpriseName', '企业名称', '只用来核对：与登记簿不同的提醒', '单位名称', '使用企业'),
  column('share', '份额', '亩；这一家用多少；整个地块没有企业用的空着', '企业用地面积', '份额面积', '用地面积'),
  column('document', '依据', '权属、租赁凭证或文号', '文号', '凭证'),
];

/** The column a header means; a unit in brackets behind it is left out: areas are in 亩. */
export function parcelColumnOf(header: string): ParcelColumn | null {
  const name = normalizeHeader(header.replace(/[(（【[].*$/, ''));
  return (
    parcelColumns.find(({ label, aliases }) => [label, ...aliases].some((one) => normalizeHeader(one) === name)) ?? null
  );
}

export const parcelTemplate: TemplateColumn[] = parcelColumns.map(({ label, required, note, name }) => ({
  ...{ label: ['area', 'publicArea', 'vacantArea', 'share'].includes(name) ? `${label}(亩)` : label, required },
  ...{ note, options: [] },
}));

export interface PlacedColumn {
  index: number;
  header: string;
  column: ParcelColumn;
}

/** Which columns are read as what. @throws DomainError `PARCELS.COLUMNS` with every reason. */
export function planParcels({ labels }: Header): {
  columns: PlacedColumn[];
  unmatched: { column: string; header: string; reason: string }[];
} {
  const columns: PlacedColumn[] = [];
  const unmatched: { column: string; header: string; reason: string }[] = [];
  const wrong: string[] = [];
  labels.forEach((header, index) => {
    if (header === '') return;
    const found = parcelColumnOf(header);
    const taken = columns.find((one) => one.column === found);
    if (found && /平方米|㎡|公顷/.test(header)) wrong.push(`${columnName(index)} 列“${header}”不是亩，请换算成亩。`);
    if (!found) {
      const reason = header === reasonLabel ? '上次导入的问题说明，不导入' : '用地台账里没有这一项';
      unmatched.push({ column: columnName(index), header, reason });
    } else if (taken) {
      const place = (at: number, name: string) => `${columnName(at)} 列“${name}”`;
      wrong.push(`${place(taken.index, taken.header)}和${place(index, header)}都表示“${found.label}”，请删除一列。`);
    } else columns.push({ index, header, column: found });
  });
  for (const { name, label } of parcelColumns.filter(({ required }) => required))
    if (!columns.some(({ column: { name: own } }) => own === name)) wrong.push(`缺少必需的一列“${label}”。`);
  if (wrong.length > 0)
    throw new DomainError('invalid', 'PARCELS.COLUMNS', `${wrong.join('')}可下载“用地台账”的模板对照。`);
  return { columns, unmatched };
}
