import { canonicalJson } from '../release';
import {
  type CasePackage,
  checkOf,
  type Leaf,
  packageFormat,
  packageText,
  type PackageSeal,
  rootOf,
} from './case-package';
import { pageHash, splitPage } from './page-file';
import { batchLeaf, caseLeaf, type ProofStep, rootByProof } from './tree';

/** Something about a file that is not as it was sealed: where, and what. */
export interface PackageFault {
  where: string;
  message: string;
}

export interface Verified {
  /** Null: the file can't be read as a package. */
  package: CasePackage | null;
  /** None: not a byte was changed. */
  faults: PackageFault[];
}

/** Checks a whole file, byte for byte: the package in it, and the page around it. */
export function verifyFile(bytes: Uint8Array): Verified {
  let file: string;
  try {
    file = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return unreadable('文件里有不是 UTF-8 的字节：改动过，或传输时损坏');
  }
  const parts = splitPage(file);
  if (!parts) return unreadable('文件里没有案卷包：不是这种文件，或改动过');
  const verified = verifyText(parts.text);
  const { package: found, faults } = verified;
  const page = parts.shell === null ? null : pageHash(parts.shell);
  if (found && found.page !== page)
    faults.push({ where: '页面', message: '页面的程序或文字与导出时不同，不要相信页面上显示的结论' });
  return verified;
}

/** Checks the text of a package. */
export function verifyText(text: string): Verified {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable('不是完整的 JSON：文件被截断或改动过');
  }
  if (!isPackage(value)) return unreadable('不是案卷包，或结构被改动过');
  const faults = faultsOf(value);
  if (packageText(value) !== text)
    faults.push({ where: '写法', message: '内容之外的字节（空格、顺序、转义）与导出时不同' });
  return { package: value, faults };
}

const unreadable = (message: string): Verified => ({ package: null, faults: [{ where: '文件', message }] });

function faultsOf(found: CasePackage): PackageFault[] {
  const { leaves, root, seal, check, ...rest } = found;
  const faults: PackageFault[] = leaves
    .filter(({ name, value, hash }) => caseLeaf(name, canonicalJson(value)) !== hash)
    .map(({ name }) => ({ where: name, message: '与它的校验值不符：这一项被改动过' }));
  const disordered = leaves.find(({ name }, i) => i > 0 && (leaves[i - 1]?.name ?? '') >= name);
  if (disordered) faults.push({ where: disordered.name, message: '各项的次序不对：加进、调换过' });
  if (rootOf(leaves) !== root)
    faults.push({ where: '根', message: '由各项校验值算出的根与写着的不同：有增删，或根被改动过' });
  if (seal && sealedRoot(seal, root) !== seal.root)
    faults.push({ where: '公示的根', message: '这一包不在所写的公示之下' });
  if (checkOf({ leaves, root, seal, ...rest }) !== check)
    faults.push({ where: '封套', message: '导出信息、根或总校验值被改动过' });
  return faults;
}

/** The root of the notice that a package leads to. */
export const sealedRoot = ({ salt, count, path }: Pick<PackageSeal, 'salt' | 'count' | 'path'>, root: string): string =>
  rootByProof('batch', batchLeaf(salt, root), count, path);

const record = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (value: Record<string, unknown>, ...keys: string[]) =>
  keys.every((key) => typeof value[key] === 'string');

function isPackage(value: unknown): value is CasePackage {
  if (!record(value) || value.format !== packageFormat) return false;
  const { leaves, seal, exported, page } = value;
  return (
    texts(value, 'root', 'check') &&
    Array.isArray(leaves) &&
    leaves.length > 0 &&
    leaves.every(isLeaf) &&
    (seal === null || isSeal(seal)) &&
    record(exported) &&
    texts(exported, 'code', 'at') &&
    (page === null || typeof page === 'string')
  );
}

const isLeaf = (one: unknown): one is Leaf => record(one) && texts(one, 'name', 'hash') && one.value !== undefined;

const isSeal = (one: unknown): one is PackageSeal =>
  record(one) &&
  texts(one, 'noticeId', 'noticeTitle', 'publishedAt', 'salt', 'root') &&
  Number.isInteger(one.count) &&
  Array.isArray(one.path) &&
  one.path.every(isStep);

const isStep = (one: unknown): one is ProofStep =>
  record(one) && texts(one, 'hash') && (one.side === 'left' || one.side === 'right');
