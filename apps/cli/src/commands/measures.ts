import { DomainError } from '@tidu/kernel';
import fs from 'node:fs';
import path from 'node:path';
import { readUtf8 } from '../read-utf8';
import { projectRoot } from '../root';
import { loadSeedDictionary } from '../seeds';

const usage = `用法：
  npx tidu measures check [FILE…]   检查扶持措施及旁边的用例（不写文件名则检查随附的全部措施；不用数据库）
  退出码：0 完成，1 有问题（逐条列出），2 命令写法不对。
`;

/** `tidu measures check`: whether measures can be read, and whether the cases beside them come out as written. */
export async function run([what, ...files]: string[]): Promise<number> {
  if (what !== 'check') {
    process.stderr.write(usage);
    return 2;
  }
  const { readMeasure, runMeasureCases } = await import('@tidu/measures');
  const dictionary = loadSeedDictionary(projectRoot());
  let bad = 0;
  for (const file of files.length > 0 ? files : shipped()) {
    const name = path.basename(file);
    const problems: string[] = [];
    let total = 0;
    try {
      const measure = readMeasure(readUtf8(file), dictionary, name);
      const casesFile = file.replace(/(\.ya?ml)?$/, '.cases.yaml');
      if (fs.existsSync(casesFile)) {
        const ran = runMeasureCases(measure, dictionary, readUtf8(casesFile), path.basename(casesFile));
        total = ran.total;
        problems.push(...ran.failures.map(({ message }) => message));
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      problems.push(...(error.problems.length > 0 ? error.problems.map(({ message }) => message) : [error.message]));
    }
    if (problems.length > 0) bad++;
    const said = problems.length > 0 ? `✗ ${name}：${problems.length} 处问题` : `✓ ${name}：${total} 个用例全部通过`;
    process.stdout.write([said, ...problems.map((one) => `  · ${one}`), ''].join('\n'));
  }
  return bad > 0 ? 1 : 0;
}

function shipped(): string[] {
  const folder = path.join(projectRoot(), 'seeds/measures');
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.cases.yaml') && name !== 'procedures.yaml')
    .sort()
    .map((name) => path.join(folder, name));
}
