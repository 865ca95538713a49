import {
  type Cohort,
  cohortOf,
  compileStandard,
  evaluate,
  type EvaluationResult,
  type Evaluator,
  type Facts,
  isPurpose,
  type Purpose,
  readEvaluationRequest,
} from '@tidu/criteria';
import { DomainError, isDay, systemClock, today } from '@tidu/kernel';
import fs from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { byteLines, lineWriter } from '../lines';
import { projectRoot } from '../root';
import { listSeedStandards, loadSeedDictionary, loadSeedStandard } from '../seeds';
import type { Streams } from './code';

/** No fact sheet is longer; of a longer line no more than this is held in memory. */
const MAX_LINE_BYTES = 1_000_000;

const USAGE = `用法：tidu evaluate [--standard 编号] [--purpose application|renewal] [--date YYYY-MM-DD] --facts 文件.jsonl [--cohort 文件.jsonl]
  每行一个 JSON 对象：一张指标表，或 {"standard":…,"purpose":…,"facts":{…}}（行内的优先于选项）。文件写 - 表示标准输入。
  --cohort 是同批企业的指标表，写法相同：按基准值和同批企业计分的标准（如亩均评价）需要它；没有时，需要它的项目为未知。
  每行输出一个 JSON 结果；有错的行输出 {"line":行号,"error":{"code":…,"message":…}}。
  退出码：0 全部答出，1 有的行有错，2 命令写法不对。结果均为预评估，非认定。
`;

/** A call that was written wrongly: said on stderr, exit code 2. */
class CallError extends Error {}

interface Call {
  standard: string | undefined;
  purpose: Purpose;
  date: string;
  facts: string;
  /** File with the sheets of all that are judged together. */
  cohort: string | undefined;
}

const OPTIONS = {
  standard: { type: 'string' },
  purpose: { type: 'string' },
  date: { type: 'string' },
  facts: { type: 'string' },
  cohort: { type: 'string' },
} as const;

function readOptions(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new CallError(`不认识的写法：${(error as Error).message}`);
  }
}

function readCall(args: string[]): Call {
  const { standard, purpose = 'application', date = today(systemClock), facts, cohort } = readOptions(args);
  if (facts === undefined) throw new CallError('缺少 --facts 文件。');
  if (!isPurpose(purpose)) throw new CallError(`--purpose 应为 application 或 renewal，现在是“${purpose}”。`);
  if (!isDay(date)) throw new CallError(`--date 应为存在的日期，写成 YYYY-MM-DD，现在是“${date}”。`);
  return { standard, purpose, date, facts, cohort };
}

/** Answers lines one by one; standards are read and compiled when first asked for. */
class LineEvaluator {
  private readonly root = projectRoot();
  private readonly dictionary = loadSeedDictionary(this.root);
  private readonly evaluators = new Map<string, Evaluator>();
  private readonly cohorts = new Map<Evaluator, Cohort>();
  private sheets: Facts[] | null = null;

  constructor(private readonly call: Call) {
    if (call.standard !== undefined) this.evaluator(call.standard);
  }

  /** @throws DomainError `EVALUATE.UNKNOWN_STANDARD` when `seeds/standards` has none of this id. */
  private evaluator(id: string): Evaluator {
    const known = this.evaluators.get(id);
    if (known) return known;
    const seed = loadSeedStandard(id, this.dictionary, this.root);
    if (!seed) {
      const ids = listSeedStandards(this.root).join('、');
      throw new DomainError('notFound', 'EVALUATE.UNKNOWN_STANDARD', `没有标准“${id}”，现有：${ids}。`);
    }
    const evaluator = compileStandard(seed.release, this.dictionary);
    this.evaluators.set(id, evaluator);
    return evaluator;
  }

  /**
   * Reads the sheets of those who are judged together.
   * @throws DomainError naming the line that is wrong: a cohort with holes would be another cohort.
   */
  async readCohort(input: Readable): Promise<void> {
    const sheets: Facts[] = [];
    let number = 0;
    for await (const bytes of byteLines(input, MAX_LINE_BYTES + 1)) {
      number++;
      if (isBlank(bytes)) continue;
      try {
        sheets.push(readEvaluationRequest(decode(bytes), this.dictionary).facts);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        const { kind, code, message } = error;
        throw new DomainError(kind, code, `--cohort 的文件第 ${number} 行：${message}`);
      }
    }
    this.sheets = sheets;
  }

  /** What the standard needs of the others; null where there are none or it asks nothing of them. */
  private cohort(evaluator: Evaluator): Cohort | null {
    if (!this.sheets || evaluator.measured.length === 0) return null;
    const known = this.cohorts.get(evaluator) ?? cohortOf(evaluator, this.sheets);
    this.cohorts.set(evaluator, known);
    return known;
  }

  answer(text: string): EvaluationResult {
    const request = readEvaluationRequest(text, this.dictionary);
    const standard = request.standard ?? this.call.standard;
    if (standard === undefined)
      throw new DomainError(
        'invalid',
        'EVALUATE.NO_STANDARD',
        '没有说明按哪个标准：请用 --standard，或在行内写 "standard"。',
      );
    const { purpose = this.call.purpose, date = this.call.date, facts } = request;
    const evaluator = this.evaluator(standard);
    return evaluate(evaluator, facts, { purpose, date, cohort: this.cohort(evaluator) });
  }
}

function answerLine(evaluator: LineEvaluator, number: number, bytes: Buffer): { json: string; good: boolean } {
  try {
    return { json: JSON.stringify(evaluator.answer(decode(bytes))), good: true };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, message } = error;
    return { json: JSON.stringify({ line: number, error: { code, message } }), good: false };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** JSON is UTF-8 by its definition, so nothing is guessed here; each line is decoded alone and fails alone. */
function decode(bytes: Buffer): string {
  if (bytes.length > MAX_LINE_BYTES)
    throw new DomainError('tooLarge', 'EVALUATE.LONG_LINE', `这一行超过 ${MAX_LINE_BYTES} 字节，请检查换行。`);
  try {
    return utf8.decode(bytes);
  } catch {
    throw new DomainError('invalid', 'EVALUATE.NOT_UTF8', '这一行不是 UTF-8 编码，请另存为 UTF-8 后重试。');
  }
}

/**
 * Evaluates every line of `input` and writes one JSON line each; lines of nothing but white space are counted and
 * skipped. Memory stays bounded whatever the length of the input.
 * @returns whether every line was answered
 */
async function evaluateLines(call: Call, input: Readable, output: Writable): Promise<boolean> {
  const evaluator = new LineEvaluator(call);
  if (call.cohort !== undefined) await evaluator.readCohort(fs.createReadStream(call.cohort));
  const writer = lineWriter(output);
  let allGood = true;
  let number = 0;
  for await (const bytes of byteLines(input, MAX_LINE_BYTES + 1)) {
    number++;
    if (isBlank(bytes)) continue;
    const { json, good } = answerLine(evaluator, number, bytes);
    allGood &&= good;
    await writer.write(json);
  }
  await writer.end();
  return allGood;
}

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);

/**
 * `tidu evaluate`: judges fact sheets under the standards of `seeds/standards`, without a database.
 * @returns the exit code: 0 all answered, 1 some lines were errors, 2 the call was wrong
 */
export async function run(args: string[], streams: Streams = process): Promise<number> {
  try {
    const call = readCall(args);
    const input = call.facts === '-' ? streams.stdin : fs.createReadStream(call.facts);
    return (await evaluateLines(call, input, streams.stdout)) ? 0 : 1;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE') return 0; // `| head` has seen enough
    if (error instanceof CallError) streams.stderr.write(`tidu evaluate：${error.message}\n${USAGE}`);
    else if (error instanceof DomainError) streams.stderr.write(`tidu evaluate：${error.message}\n`);
    else if (syscall === 'open' || syscall === 'read')
      streams.stderr.write(
        `tidu evaluate：读不了 --facts 或 --cohort 的文件（${code ?? '未知原因'}），请检查路径和权限。\n`,
      );
    else throw error;
    return 2;
  }
}
