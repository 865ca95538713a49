import { personalColumns } from '@tidu/platform';
import type { DatedWord } from '../history';

/** A table of dated rows that hang on an enterprise: what it is called, and which columns are its own. */
export interface DatedTable {
  table: string;
  /** First half of the kinds of change in the timeline: `contact.add`, `contact.end`, `contact.withdraw`. */
  kind: DatedWord;
  /** What one row is, in a message to the user. */
  word: string;
  columns: readonly string[];
  /** The column holds a code of this list of the district. */
  codes?: { list: 'zone' | 'chain'; column: string; word: string };
}

/** 曾用名、简称. */
export const nameTable: DatedTable = {
  ...{ table: 'enterprise_name', kind: 'name', word: '名称', columns: ['kind', 'name'] },
};

/** 旧代码. */
export const aliasTable: DatedTable = {
  ...{ table: 'enterprise_alias', kind: 'alias', word: '旧代码', columns: ['kind', 'code'] },
};

/** 所在园区. */
export const zoneTable: DatedTable = {
  ...{ table: 'enterprise_zone', kind: 'zone', word: '所在园区', columns: ['zoneCode'] },
  codes: { list: 'zone', column: 'zoneCode', word: '园区' },
};

/** 所属产业链. */
export const chainTable: DatedTable = {
  ...{ table: 'enterprise_chain', kind: 'chain', word: '所属产业链', columns: ['chainCode'] },
  codes: { list: 'chain', column: 'chainCode', word: '产业链' },
};

/** 联系人. */
export const contactTable: DatedTable = {
  ...{ table: 'enterprise_contact', kind: 'contact', word: '联系人' },
  columns: ['role', 'name', 'position', 'phone', 'mail', 'phoneFailedOn', 'mailFailedOn'],
};

/** 备注. */
export const noteTable: DatedTable = {
  ...{ table: 'enterprise_note', kind: 'note', word: '备注', columns: ['text'] },
};

/** 企业之间的关系. */
export const linkTable: DatedTable = {
  ...{ table: 'enterprise_link', kind: 'link', word: '企业关系' },
  columns: ['otherId', 'otherName', 'otherCode', 'kind', 'inward', 'share', 'product'],
};

/** Every table of dated rows, by the name used in addresses and splits. */
export const datedTables = {
  names: nameTable,
  aliases: aliasTable,
  zones: zoneTable,
  chains: chainTable,
  contacts: contactTable,
  notes: noteTable,
  links: linkTable,
} as const;
/** Whether the rows of a list (`contact`) hold personal data. */
export const holdsPersonalData = (list: string): boolean =>
  Object.values(datedTables).some(({ kind, table }) => kind === list && personalColumns(table).length > 0);

export type DatedKind = keyof typeof datedTables;
