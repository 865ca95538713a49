import { JobStopped } from '@tidu/platform';
import fs from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { Ranker } from '../evaluate/ranker';
import { rowLeaf } from '../run/row-tree';
import type { JsonRow } from './json-file';
import { jsonLines } from './json-lines';
import { cutOff, type JsonHead, JsonReading, jsonRow, rowWords, Unreadable } from './json-reading';
import type { FileFault, Watch } from './verify-rows';

export interface VerifiedJson {
  faults: FileFault[];
  /** Null: it couldn't be read. */
  file: JsonHead | null;
  rows: number;
}

/** Rows between two turns of everything else in the process. */
const turn = 2_000;
const mostNamed = 50;

/**
 * Checks a JSON file of a snapshot: every byte, every row, the roots, and ranks it anew. A row is a line: memory holds one
 * of them, and of each where it stands and its credit code.
 */
export async function verifyJson(name: string, watch: Watch): Promise<VerifiedJson> {
  const unreadable = (message: string) => ({ file: null, rows: 0, faults: [{ where: '文件', message }] });
  const reading = new JsonReading();
  try {
    for await (const lines of jsonLines(name)) {
      for (const line of lines) reading.line(line);
      watch(reading.rows, '逐行核对');
    }
    const { file, faults } = reading.end();
    return { file, rows: reading.rows, faults: [...faults, ...(await replayFaults(name, file, reading, watch))] };
  } catch (error) {
    if (error instanceof Unreadable) return unreadable(error.message);
    if (error instanceof RangeError) return unreadable(cutOff);
    throw error;
  }
}

/**
 * Ranks the inputs anew by the definition in the file; a row that comes out otherwise was changed.
 * @throws Unreadable where the content can't be worked out at all.
 */
async function replayFaults(
  name: string,
  { head }: JsonHead,
  reading: JsonReading,
  watch: Watch,
): Promise<FileFault[]> {
  const handle = fs.openSync(name, 'r');
  try {
    return await rankedAgain(head, reading.rows, inOrder(handle, reading, watch));
  } catch (error) {
    if (error instanceof JobStopped || (error instanceof Error && 'errno' in error)) throw error;
    throw new Unreadable('内容不能重算：定义、指标或数值被改动过');
  } finally {
    fs.closeSync(handle);
  }
}

type Pass = (stage: string) => AsyncGenerator<JsonRow[]>;

/** The rows by credit code, as often as they are asked for. */
function inOrder(handle: number, { codes, starts, lengths }: JsonReading, watch: Watch): Pass {
  const order = Uint32Array.from(codes, (_, i) => i);
  order.sort((a, b) => ((codes[a] as string) < (codes[b] as string) ? -1 : 1));
  const read = (index: number): JsonRow => {
    const bytes = Buffer.allocUnsafe(lengths[index] as number);
    fs.readSync(handle, bytes, 0, bytes.length, starts[index] as number);
    return jsonRow(bytes.toString('utf8'));
  };
  return async function* (stage) {
    for (let from = 0; from < order.length; from += turn) {
      watch(from, stage);
      await setImmediate();
      yield Array.from(order.subarray(from, from + turn), read);
    }
  };
}

async function rankedAgain(head: JsonHead['head'], rows: number, pass: Pass): Promise<FileFault[]> {
  const { body } = head.definition;
  const ranker = new Ranker(body, head.cohort.facts, rows, head.cohort.bands?.tolerances);
  if (ranker.needsExtremes)
    for await (const some of pass('读取指标')) for (const { inputs } of some) ranker.first(inputs);
  for await (const some of pass('计分排序')) for (const { inputs } of some) ranker.second(inputs);
  const faults: FileFault[] = [];
  let index = 0;
  for await (const some of pass('按定义重算'))
    for (const row of some) {
      const [, creditCode = '', name = '', regionCode = '', industryCode = null] = row.cells as string[];
      const identity = { creditCode, name, regionCode, industryCode };
      const again = ranker.third(index++, identity, row.inputs, row.waived);
      const isSame = again.position === row.position && again.leaf.equals(rowLeaf(row.position, row.cells));
      if (!isSame && faults.length < mostNamed)
        faults.push({ where: rowWords(row), message: '按定义重算的结果与写着的不同：这一行或它的数据被改动过' });
    }
  return faults;
}
