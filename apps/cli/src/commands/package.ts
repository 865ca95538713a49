import { type CasePackage, replay, verifyFile } from '@tidu/criteria';
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import type { Streams } from './code';

const USAGE = `用法：tidu package verify FILE [--root 公示上印的总根值]
  核对一个案卷包（html 或 json）：每一个字节是否与导出时相同，按包里的标准重新评价是否一致，是否在所写公示的总根值之下。
  不用数据库，也不运行文件里的程序。退出码：0 一致，1 不一致，2 命令写法不对或文件读不了。
`;

/** `tidu package verify`: a package checked byte for byte and worked out anew, offline. */
export function run(args: string[], streams: Pick<Streams, 'stdout' | 'stderr'> = process): Promise<number> {
  return Promise.resolve(verify(args, streams));
}

function verify(args: string[], { stdout, stderr }: Pick<Streams, 'stdout' | 'stderr'>): number {
  const refuse = (why: string) => (stderr.write(`tidu package：${why}\n${USAGE}`), 2);
  let call: { what: string | undefined; file: string | undefined; more: number; root: string | undefined };
  try {
    const { positionals, values } = parseArgs({ args, options: { root: { type: 'string' } }, allowPositionals: true });
    const [what, file, ...rest] = positionals;
    call = { what, file, more: rest.length, root: values.root };
  } catch (error) {
    return refuse(`不认识的写法：${(error as Error).message}`);
  }
  if (call.what !== 'verify' || call.file === undefined || call.more > 0) return refuse('请写 verify 和一个文件。');
  if (call.root !== undefined && !/^[0-9a-f]{64}$/.test(call.root))
    return refuse('--root 应为公示上印的 64 位十六进制总根值。');
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(call.file);
  } catch (error) {
    return refuse(`读不了 ${call.file}：${(error as Error).message}`);
  }
  const { package: pack, faults } = verifyFile(bytes);
  const wrong = [
    ...faults.map(({ where, message }) => `${where}：${message}`),
    ...(pack ? replay(pack.leaves) : []),
    ...rootFaults(pack, call.root),
  ];
  for (const one of wrong) stdout.write(`✗ ${one}\n`);
  stdout.write(pack ? wordsOf(pack, wrong.length) : `不一致：${call.file} 不能作为案卷包读出。\n`);
  return wrong.length === 0 ? 0 : 1;
}

function rootFaults(pack: CasePackage | null, root: string | undefined): string[] {
  if (!pack || root === undefined || pack.seal?.root === root) return [];
  return [
    pack.seal ? '公示的总根值与 --root 给出的不同：不是那份公示下的案卷' : '这个案卷包没有公示过，没有总根值可以核对',
  ];
}

function wordsOf({ leaves, root, seal }: CasePackage, wrong: number): string {
  if (wrong > 0) return `不一致：共 ${wrong} 处。\n`;
  const under = seal
    ? `在公示“${seal.noticeTitle}”（共 ${seal.count} 家）之下，总根值 ${seal.root}`
    : '没有公示过，没有总根值可以核对';
  return `校验一致、复算一致：${leaves.length} 项，根 ${root}；${under}。\n`;
}
