import type { ReferenceService } from '@tidu/reference';
import { chainTable, contactTable, type DatedTable, zoneTable } from '../dated/dated-tables';
import { type EvidenceKind, type EvidenceOption, options } from '../evidence/evidence-kind';

/** Dated rows of an enterprise that come as lists, described as a kind of evidence is. */
export interface DatedList {
  kind: EvidenceKind;
  table: DatedTable;
}

export const contactRoles = options({
  ...{ legalRepresentative: '法定代表人', principal: '负责人', finance: '财务', technology: '技术' },
  ...{ liaison: '联络员', other: '其他' },
});

const contact: DatedList = {
  table: contactTable,
  kind: {
    ...{ kind: 'contact', table: contactTable.table, label: '联系人', nature: 'state', named: ['role', 'name'] },
    about: '企业的联系人、职务、电话、邮箱。电话和邮箱是个人信息，列表里隐去一部分，不写入变更记录。',
    from: { label: '自哪天起' },
    until: { label: '到哪天止' },
    fields: [
      { name: 'role', label: '角色', type: 'choice', required: true, options: contactRoles },
      { name: 'name', label: '姓名', type: 'text', max: 100, required: true },
      { name: 'position', label: '职务', type: 'text', max: 100 },
      {
        ...{ name: 'phone', label: '电话', type: 'text', max: 30, hint: '一个号码，如 13800000000、0379-60000000' },
        shape: { pattern: /^[0-9+() -]{5,30}$/, says: '应为一个 5 到 30 位的号码，只含数字、空格、+、-、括号。' },
      },
      {
        ...{ name: 'mail', label: '邮箱', type: 'text', max: 200 },
        shape: { pattern: /^[^\s@]{1,100}@[^\s@]{1,99}$/, says: '应为邮箱地址，如 name@example.com。' },
      },
    ],
  },
};

/** Lists whose rows hang on an enterprise for a time; zones and chains are chosen from the district's own. */
export async function datedLists(reference: ReferenceService): Promise<DatedList[]> {
  const [zones, chains] = await Promise.all([reference.ownNames('zone'), reference.ownNames('chain')]);
  const choices = (names: typeof zones): EvidenceOption[] =>
    names.map(({ code, name, path }) => ({ code, label: path, also: name }));
  const place = (table: DatedTable, kind: string, label: string, what: string, list: EvidenceOption[]): DatedList => ({
    table,
    kind: {
      ...{ kind, table: table.table, label, nature: 'state', named: [table.columns[0] ?? ''] },
      about: `企业属于哪个${what}，自哪天起，到哪天止；可同属几个。${what}以“代码表”里本区的为准。`,
      from: { label: '自哪天起' },
      until: { label: '到哪天止' },
      fields: [
        {
          ...{ name: table.columns[0] ?? '', label: what, type: 'choice', required: true, options: list },
          hint: `填本区${what}表里的名称或代码`,
        },
      ],
    },
  });
  return [
    contact,
    place(zoneTable, 'zone', '园区归属', '园区', choices(zones)),
    place(chainTable, 'chain', '产业链归属', '产业链', choices(chains)),
  ];
}
