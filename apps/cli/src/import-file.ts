import { ImportsQueries, type ImportRequest, ImportsService } from '@tidu/figures';
import { DomainError } from '@tidu/kernel';
import type { JobView } from '@tidu/platform';
import fs from 'node:fs';
import path from 'node:path';
import type { Application } from './application';
import { giveLocalFile, takeLocalFile } from './local-file';
import { runJob, runQueued } from './run-job';

/** Where the refused rows go: as a file of exactly these, and as a copy of the user's own file with remarks. */
export interface Copies {
  fixFile?: string | undefined;
  annotatedFile?: string | undefined;
}

const copyOptions = { fixFile: '--fix-file', annotatedFile: '--annotated' } as const;

/** Refuses, before anything is taken in, names under which the copies could not be written. */
export function checkCopies(file: string, copies: Copies): void {
  for (const [which, option] of Object.entries(copyOptions)) {
    const target = copies[which as keyof Copies];
    if (target === undefined) continue;
    const bad = (says: string) => new DomainError('invalid', 'CLI.BAD_OPTION', `${option} ${target}：${says}`);
    const format = path.extname(file).toLowerCase();
    if (path.extname(target).toLowerCase() !== format)
      throw bad(`与导入的文件同一种格式，文件名应以 ${format || '相同的扩展名'} 结尾。`);
    if (path.resolve(target) === path.resolve(file)) throw bad('会盖掉导入的文件，请换一个名字。');
    const folder = path.dirname(path.resolve(target));
    if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw bad(`没有文件夹 ${folder}。`);
  }
}

/** Runs the import of one local file as a job of this process, and writes the refused rows where they are wanted. */
export async function importFile(
  app: Application,
  file: string,
  request: ImportRequest,
  copies: Copies = {},
): Promise<{ job: JobView; made: Copies }> {
  const stored = await takeLocalFile(app, file);
  const { task, payload } = await app.context.get(ImportsService).plan(stored, request);
  const job = await runJob(app, task, payload);
  return { job, made: await giveCopies(app, job.id, copies) };
}

async function giveCopies(app: Application, jobId: string, copies: Copies): Promise<Copies> {
  const wanted = Object.entries(copies).filter(([, target]) => target !== undefined) as [keyof Copies, string][];
  if (wanted.length === 0) return {};
  const queries = app.context.get(ImportsQueries);
  const copiesJob = await queries.copiesJob(app.person, jobId);
  if (copiesJob === null) {
    process.stderr.write('没有被拒绝的行，没有修正文件可写。\n');
    return {};
  }
  await runQueued(app, copiesJob);
  for (const [which, target] of wanted)
    giveLocalFile(app, (await queries.copy(app.person, jobId, which)).sha256, target);
  return Object.fromEntries(wanted);
}
