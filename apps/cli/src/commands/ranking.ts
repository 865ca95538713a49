import { verifyRankingFile } from '@tidu/rankings';
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import type { Streams } from './code';

const USAGE = `用法：tidu ranking verify FILE [--root 快照根值]
  核对一份年度排名的导出文件（csv、xlsx、json）：每一行、每一个字节是否与导出时相同，各行是否在所写的根值之下；json 另按其中的定义重新排一遍。
  不用数据库。退出码：0 一致，1 不一致，2 命令写法不对或文件读不了。
`;

/** `tidu ranking verify`: an exported ranking checked row by row, offline. */
export async function run(
  args: string[],
  { stdout, stderr }: Pick<Streams, 'stdout' | 'stderr'> = process,
): Promise<number> {
  const refuse = (why: string) => (stderr.write(`tidu ranking：${why}\n${USAGE}`), 2);
  let given: { positionals: string[]; root: string | undefined };
  try {
    const { positionals, values } = parseArgs({ args, options: { root: { type: 'string' } }, allowPositionals: true });
    given = { positionals, root: values.root };
  } catch (error) {
    return refuse(`不认识的写法：${(error as Error).message}`);
  }
  const [what, file, ...rest] = given.positionals;
  if (what !== 'verify' || file === undefined || rest.length > 0) return refuse('请写 verify 和一个文件。');
  if (given.root !== undefined && !/^[0-9a-f]{64}$/.test(given.root))
    return refuse('--root 应为印在文件和页面上的 64 位十六进制快照根值。');
  try {
    fs.accessSync(file, fs.constants.R_OK);
  } catch (error) {
    return refuse(`读不了 ${file}：${(error as Error).message}`);
  }
  const { faults, rows, root, title, version, replayed } = await verifyRankingFile(file);
  if (given.root !== undefined && root !== given.root)
    faults.push({ where: '快照根值', message: '与 --root 给出的不同：不是那一版排名的文件' });
  for (const { where, message } of faults) stdout.write(`✗ ${where}：${message}\n`);
  stdout.write(
    faults.length > 0
      ? `不一致：共 ${faults.length} 处。\n`
      : `一致：${title ?? ''}，${version ?? ''}，${rows} 行，快照根值 ${root ?? ''}${replayed ? '；按文件里的定义重排，逐行相同' : ''}。\n`,
  );
  return faults.length === 0 ? 0 : 1;
}
