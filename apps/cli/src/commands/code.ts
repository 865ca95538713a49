import fs from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { checkCreditCode } from '@tidu/kernel';
import { byteLines, decodeLine, lineWriter } from '../lines';
import { projectRoot } from '../root';

/** The streams a command speaks with; a test hands in its own. */
export interface Streams {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
}

/** A code has 18 characters; of a longer line this much is read and shown. */
const LINE_LIMIT = 4096;

/**
 * `tidu code check FILE` (`-` is stdin): one JSON object per line of the file that is not empty; a line of blanks is
 * answered as an empty code. Validity is in the answer, so the exit code is 0 when all lines were answered and 2 when
 * the call was wrong or the file can't be read.
 */
export async function run(args: string[], streams: Streams = process): Promise<number> {
  const [action, file] = args;
  if (action !== 'check' || file === undefined || args.length > 2) {
    streams.stderr.write('tidu：用法 npx tidu code check FILE（每行一个代码，FILE 为 - 时读标准输入）\n');
    return 2;
  }
  const regions = readRegions();
  const writer = lineWriter(streams.stdout);
  try {
    for await (const bytes of byteLines(file === '-' ? streams.stdin : fs.createReadStream(file), LINE_LIMIT)) {
      if (bytes.length > 0) await writer.write(JSON.stringify(checkCreditCode(decodeLine(bytes), { regions })));
    }
    await writer.end();
    return 0;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE') return 0; // `| head` has seen enough
    if (syscall !== 'open' && syscall !== 'read') throw error;
    streams.stderr.write(`tidu：读不了文件 ${file}（${code ?? '未知原因'}），请检查路径和权限。\n`);
    return 2;
  }
}

/** The division codes of `seeds/reference/regions.csv`: its first column; the codes need no CSV parser. */
function readRegions(): Set<string> {
  const text = fs.readFileSync(path.join(projectRoot(), 'seeds/reference/regions.csv'), 'utf8');
  return new Set(text.split('\n').map((line) => line.slice(0, 6)));
}
