import { MapReader, Source, textOf } from '@tidu/criteria';
import { isMap, type Node } from 'yaml';
import { readInstalledFile } from '../files/installed-file';
import { type PermissionName, permissions } from '../http/permission';
import { type MaskName, masks } from './masks';

/** How confidential a field is (密级): 公开、内部、商密、个人信息. */
export const labels = ['public', 'internal', 'business', 'personal'] as const;
export type Label = (typeof labels)[number];

/** What of a field is kept where, why, and who sees it whole. */
export interface ConfidentialField {
  code: string;
  /** What an official reads. */
  name: string;
  label: Label;
  /** Why it is kept at all (用途). */
  purpose: string;
  mask: MaskName;
  /** `table.column`, or `table.*`. */
  columns: string[];
  /** Those columns that hold it sealed only (SM4, HMAC-SM3), see `sealing/`. */
  sealed: string[];
  /** Names under which it may stand in content without a fixed shape. */
  keys: string[];
  /**
   * Beginnings of acts (`enterprises.contact`) in whose entries of the trail it stands under its column's name: rows
   * that were written before they were masked, and can't be changed any more.
   */
  acts: string[];
  /** Whoever holds one of these permissions sees it whole; nobody where there is none. */
  whole: PermissionName[];
  /** Whoever holds this one may be told one record's, giving a reason. */
  disclosed: PermissionName | null;
  /** Permissions whose answers hold it in another form. */
  alsoIn: PermissionName[];
}

/** The fields of this installation that are confidential, and the limits that go with them. */
export interface FieldRegister {
  fields: ReadonlyMap<string, ConfidentialField>;
  reads: { recordsADay: number };
  undo: { keptDays: number };
}

const file = 'seeds/access/fields.yaml';
let kept: FieldRegister | undefined;

/** The register of this installation, read once. @throws DomainError `PLATFORM.BAD_FIELDS`. */
export function fieldRegister(): FieldRegister {
  kept ??= readFieldRegister(readInstalledFile(file));
  return kept;
}

/** A field by its code. @throws Error where the register doesn't have it: a mistake of the program. */
export function confidentialField(code: string): ConfidentialField {
  const found = fieldRegister().fields.get(code);
  if (!found) throw new Error(`${file} has no field ${code}`);
  return found;
}

/** The field that a column holds, if that is confidential. */
export function fieldOfColumn(table: string, column: string): ConfidentialField | null {
  const names = [`${table}.${column}`, `${table}.*`];
  for (const field of fieldRegister().fields.values())
    if (field.columns.some((one) => names.includes(one))) return field;
  return null;
}

/** The columns of a table that hold personal data. */
export function personalColumns(table: string): string[] {
  const start = `${table}.`;
  return [...fieldRegister().fields.values()]
    .filter(({ label }) => label === 'personal')
    .flatMap(({ columns }) => columns.filter((one) => one.startsWith(start)).map((one) => one.slice(start.length)));
}

/**
 * Reads the file strictly: unknown, repeated or missing keys, permissions there are not, columns said twice are refused.
 * @throws DomainError `PLATFORM.BAD_FIELDS` with every problem: file, line, what is wrong and what to do.
 */
export function readFieldRegister(text: string): FieldRegister {
  const source = new Source(file, 'PLATFORM.BAD_FIELDS');
  const top = source.parse(text);
  const reader = top && new MapReader(source, top);
  const fields = new Map<string, ConfidentialField>();
  for (const { key, keyNode, value } of reader?.map('fields')?.entries() ?? []) {
    if (!/^[a-z]+(\.[a-z]+)?$/.test(key)) source.fail(keyNode, `“${key}”不是字段的代码，应形如 contact.phone`);
    if (isMap(value)) fields.set(key, readField(key, new MapReader(source, value)));
    else source.fail(value ?? keyNode, `“${key}”应是“键: 值”的内容`);
  }
  const reads = reader?.wholeNumbers('reads', { recordsADay: [1, 1_000_000] }) ?? { recordsADay: 0 };
  const undo = reader?.wholeNumbers('undo', { keptDays: [1, 3650] }) ?? { keptDays: 0 };
  reader?.done('fields、reads、undo');
  refuseTwice(source, reader?.node ?? null, fields);
  source.throwIfBad('涉密字段登记');
  return { fields, reads, undo };
}

function readField(code: string, reader: MapReader): ConfidentialField {
  const texts = (key: string): [string, Node][] =>
    reader.has(key) ? reader.list(key).map((node) => [textOf(node) ?? '', node]) : [];
  const known = (text: string, node: Node | null): PermissionName => {
    if (!(permissions as readonly string[]).includes(text)) reader.source.fail(node, `没有权限“${text}”，请核对拼写`);
    return text as PermissionName;
  };
  const columns = texts('columns').map(([text, node]) => {
    if (!/^[a-z_]+\.(\*|[a-zA-Z]+)$/.test(text))
      reader.source.fail(node, `“${text}”不是列，应形如 enterprise_contact.phone 或 figures.*`);
    return text;
  });
  if (columns.length === 0) reader.source.fail(reader.keyNode('columns'), '缺少“columns”，请写明存在哪些列');
  const actOf = ([text, node]: [string, Node]): string => {
    if (!/^[a-z]+\.[a-zA-Z]+$/.test(text))
      reader.source.fail(node, `“${text}”不是动作代码的开头，应形如 enterprises.contact`);
    return text;
  };
  const sealed = texts('sealed').map(([text, node]) => {
    if (!columns.includes(text)) reader.source.fail(node, `“sealed”里的 ${text} 不在“columns”里`);
    return text;
  });
  const disclosed = reader.optionalText('disclosed');
  const field: ConfidentialField = {
    ...{ code, name: reader.text('name'), label: reader.choice('label', labels), purpose: reader.text('purpose') },
    mask: reader.choice('mask', Object.keys(masks) as MaskName[]),
    ...{ columns, sealed, keys: texts('keys').map(([text]) => text), acts: texts('acts').map(actOf) },
    whole: texts('whole').map(([text, node]) => known(text, node)),
    disclosed: disclosed === null ? null : known(disclosed, reader.get('disclosed')),
    alsoIn: texts('alsoIn').map(([text, node]) => known(text, node)),
  };
  reader.done('name、label、purpose、mask、columns、sealed、keys、acts、whole、disclosed、alsoIn');
  const isOpen = field.label === 'public' || field.label === 'internal';
  if (field.mask === 'none' && !isOpen)
    reader.source.fail(reader.place('mask'), '商密和个人信息必须遮盖，“mask”不能是 none');
  return field;
}

function refuseTwice(source: Source, node: Node | null, fields: ReadonlyMap<string, ConfidentialField>): void {
  const seen = new Map<string, string>();
  for (const { code, columns, keys } of fields.values())
    for (const one of [...columns, ...keys.map((key) => `keys ${key}`)]) {
      const other = seen.get(one);
      if (other !== undefined) source.fail(node, `${one} 既属于 ${other} 又属于 ${code}，只能属于一个字段`);
      seen.set(one, code);
    }
}
