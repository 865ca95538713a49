import type { components } from '../../../shared/api/console.gen';
import { exactAmount } from '../../../shared/format/amounts';
import { formatFixed } from '@tidu/kernel';
import { ownershipWords, statusWords } from '../../words';
import { aliasWords, identityWords, nameWords, roleWords } from '../identity/identity-words';

type Schemas = components['schemas'];
type ChangeKind = Schemas['ChangeDto']['kind'];
export type CodeName = Schemas['CodeNameDto'];

const objects = {
  name: '名称',
  alias: '旧代码',
  zone: '所在园区',
  chain: '所属产业链',
  contact: '联系人',
  note: '备注',
  link: '企业关系',
} as const;
const acts = { add: '登记', correct: '更正', end: '到期', withdraw: '撤回', confirm: '确认' } as const;
type DatedKind = `${keyof typeof objects}.${keyof typeof acts}`;

/** What was done, where it is more than an act on a thing; a kind without words does not compile. */
const kindWords: Readonly<Record<Exclude<ChangeKind, DatedKind>, string> & Partial<Record<DatedKind, string>>> = {
  'identity.change': '变更登记事项',
  'identity.correct': '更正登记事项',
  'identity.complete': '补全登记事项',
  'name.change': '更名',
  'name.correct': '更正名称',
  'name.addFormer': '补记曾用名',
  'name.withdraw': '撤回名称',
  'name.add': '登记简称',
  'code.change': '更正或更换代码',
  'contact.fail': '联系人联系不上',
  'record.create': '登记企业',
  'record.merge': '并入另一条记录',
  'record.takeIn': '并入了一条记录',
  'record.unmerge': '撤销合并，恢复独立',
  'record.giveBack': '撤销合并，分出一条记录',
  'record.split': '拆分出一条记录',
  'record.keepApart': '判断与另一条记录是两家',
  'record.reopenPair': '重新判断是否重复',
};

/** The change in words: `更名`, `登记联系人`, `备注到期`. */
export function changeWords(kind: ChangeKind): string {
  const whole = kindWords[kind];
  if (whole !== undefined) return whole;
  const [object, act] = kind.split('.') as [keyof typeof objects, keyof typeof acts];
  return act === 'end' ? `${objects[object]}${acts.end}` : `${acts[act]}${objects[object]}`;
}

const fieldWords: Readonly<Record<string, string>> = {
  ...identityWords,
  kind: '类别',
  code: '代码',
  zoneCode: '园区',
  zoneName: '园区名称',
  chainCode: '产业链',
  chainName: '产业链名称',
  role: '角色',
  position: '职务',
  text: '内容',
  validFrom: '自哪天起',
  validUntil: '到哪天止',
  otherName: '对方',
  otherCode: '对方代码',
  product: '配套产品',
  share: '持股比例',
  inward: '方向',
  survivorName: '保留的记录',
  confirmedSide: '由谁确认',
  phone: '电话',
  mail: '邮箱',
  way: '试过',
  phoneFailedOn: '电话联系不上',
  mailFailedOn: '邮箱不能用',
};

/** Ids mean nothing to a reader. */
const unsaid = new Set(['mergedInto', 'mergedId', 'newId', 'otherId', 'officerId', 'regionBasis']);

const linkKinds: Readonly<Record<string, string>> = { group: '同集团', control: '控股', supplies: '配套' };

/** One value before and after; null: nothing was there, or nothing is left. */
export interface ValueChange {
  name: string;
  before: string | null;
  after: string | null;
}

/**
 * What a change did, value by value, in words.
 * @param called what the codes among the values are called.
 * @param kind the change, for fields that are called otherwise there.
 */
export function valueChanges(
  before: object | null | undefined,
  after: object | null | undefined,
  called: readonly CodeName[] = [],
  kind?: ChangeKind,
): ValueChange[] {
  const labels = kind?.startsWith('contact.') ? { ...fieldWords, name: '姓名' } : fieldWords;
  const [was, is] = [(before ?? {}) as Record<string, unknown>, (after ?? {}) as Record<string, unknown>];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => !unsaid.has(name));
  return names
    .map((name) => ({
      name: labels[name] ?? name,
      before: said(name, was[name], called),
      after: said(name, is[name], called),
    }))
    .filter((one) => one.before !== one.after);
}

function said(name: string, value: unknown, names: readonly CodeName[]): string | null {
  if (value === null || value === undefined) return null;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  const called = names.find((one) => one.field === name && one.code === text)?.name;
  if (called !== undefined) return `${called} ${text}`;
  if (name === 'confirmedSide') return text === 'this' ? '本企业' : '对方';
  if (name === 'ownership') return ownershipWords[text] ?? text;
  if (name === 'status') return statusWords[text] ?? text;
  if (name === 'role') return roleWords[text] ?? text;
  if (name === 'kind') return nameWords[text] ?? aliasWords[text] ?? linkKinds[text] ?? text;
  if (name === 'inward') return text === 'true' ? '对方对本企业' : '本企业对对方';
  if (name === 'share') return `${String(Number(text) / 100)}%`;
  if (name === 'registeredCapital' && /^\d+$/.test(text)) return exactAmount(formatFixed(BigInt(text), 2));
  return text;
}
