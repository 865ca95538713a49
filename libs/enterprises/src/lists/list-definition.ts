import { normalizeHeader } from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import type { ImportList, ReferenceService } from '@tidu/reference';
import type { DatedTable } from '../dated/dated-tables';
import type { EvidenceField, EvidenceKind } from '../evidence/evidence-kind';
import { evidenceKinds } from '../evidence/kinds';
import { datedLists } from './dated-kinds';
import type { ImportedList, RoomList } from './list-book';
import type { ListColumn } from './list-column';

/** A column of a list of the register's own. */
export interface RegisterColumn extends ListColumn {
  type: EvidenceField['type'];
}

/** A list of the register's own that can be imported, exported and has a template. */
export interface ListDefinition {
  id: string;
  label: string;
  about: string;
  /** Fields, days and words of a row, and the table it stands in. */
  kind: EvidenceKind;
  /** Rows of this table with their place in the timeline; null: evidence, with versions of its own. */
  dated: DatedTable | null;
  /** Fields that tell one record of an enterprise from another. */
  key: string[];
  columns: RegisterColumn[];
}

const identity: RegisterColumn[] = [
  {
    ...{ name: 'creditCode', label: '统一社会信用代码', type: 'text', required: false, options: [], lastDay: false },
    hint: '18 位。有代码按代码对应企业；没有代码时按企业名称对应，同名的不猜，列入问题',
    aliases: ['信用代码', '社会信用代码', '统一信用代码', '统一代码', '代码'],
  },
  {
    ...{ name: 'enterpriseName', label: '企业名称', type: 'text', required: false, options: [], lastDay: false },
    hint: '营业执照上的全称',
    aliases: ['单位名称', '公司名称', '企业全称', '单位全称', '申报单位', '权利人', '获奖单位'],
  },
];

const further: RegisterColumn[] = [
  {
    ...{ name: 'document', label: '文号', type: 'text', required: false, options: [], lastDay: false },
    ...{ hint: '认定或公布的文件', aliases: ['文件文号', '认定文号', '发文字号'] },
  },
  {
    ...{ name: 'note', label: '备注', type: 'text', required: false, options: [], lastDay: false },
    ...{ hint: '', aliases: ['说明'] },
  },
];

/** Every list of the register that can be imported: what is kept of each comes from its kind, how its files look from the data. */
export async function listDefinitions(reference: ReferenceService): Promise<ListDefinition[]> {
  const [imported, dated] = await Promise.all([reference.importLists(), datedLists(reference)]);
  const kinds = [...evidenceKinds.map((kind) => ({ kind, table: null })), ...dated];
  const defined = imported.flatMap((list) => {
    const found = kinds.find(({ kind }) => kind.kind === list.code);
    return found ? [defineList(list, found.kind, found.table)] : [];
  });
  const place = ({ id }: ListDefinition) => kinds.findIndex(({ kind }) => kind.kind === id);
  return defined.sort((a, b) => place(a) - place(b));
}

/** The columns of a list, from the kind of rows it holds and from what the data say about its files. */
export function defineList(
  { code, key, aliases }: ImportList,
  kind: EvidenceKind,
  dated: DatedTable | null,
): ListDefinition {
  const own = kind.fields.map((field): RegisterColumn => ({
    ...{ name: field.name, label: field.label, type: field.type, required: field.required ?? false },
    ...{ hint: field.hint ?? '', options: [...(field.options ?? [])], lastDay: false },
    aliases: aliases[field.name] ?? [],
  }));
  const days = (['validFrom', 'validUntil'] as const).map((name): RegisterColumn => {
    const { label, required = false, lastDay = false } = name === 'validFrom' ? kind.from : kind.until;
    return {
      ...{ name, label, type: 'day', required, options: [], lastDay, aliases: aliases[name] ?? [] },
      hint: lastDay ? '最后一天仍然有效' : '',
    };
  });
  const columns = [...identity, ...own, ...days, ...(dated ? [] : further)];
  refuseUnknown({ code, key, aliases }, columns);
  return { id: code, label: kind.label, about: kind.about, kind, dated, key, columns };
}

/** A room's list, with the headers its files are met under. */
export function defineRoomList(room: RoomList, { code, key, aliases }: ImportList): ImportedList {
  const own = room.columns.map((column): ListColumn => ({ ...column, aliases: aliases[column.name] ?? [] }));
  const document = further
    .filter(({ name }) => name === 'document')
    .map((column) => ({ ...column, aliases: [...column.aliases, ...(aliases.document ?? [])] }));
  const columns = [...identity, ...own, ...document];
  refuseUnknown({ code, key, aliases }, columns);
  return { ...room, key, columns };
}

function refuseUnknown({ code, key, aliases }: ImportList, columns: readonly ListColumn[]): void {
  const unknown = [...key, ...Object.keys(aliases)].find((name) => !columns.some((column) => column.name === name));
  if (unknown !== undefined)
    throw new DomainError('invalid', 'LISTS.UNKNOWN_FIELD', `lists.yaml：${code} 没有“${unknown}”这一项。`);
}

/** Finds the column a header means: its label or an alias, with or without a bracket behind it. Never a guess. */
export function columnOf(list: Pick<ImportedList, 'columns'>, header: string): ListColumn | null {
  const names = [header, header.replace(/[([【].*$/, '')].map(normalizeHeader).filter((name) => name !== '');
  for (const name of names) {
    const labelled = list.columns.find((column) => normalizeHeader(column.label) === name);
    if (labelled) return labelled;
    const found = list.columns.filter((column) => column.aliases.some((alias) => normalizeHeader(alias) === name));
    if (found.length === 1) return found[0] ?? null;
  }
  return null;
}
