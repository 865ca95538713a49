import { DomainError } from '@tidu/kernel';
import { once } from 'node:events';
import { readCsv } from '../csv-reader';
import { fileKind } from '../file-kind';
import { readXlsx } from '../xlsx-reader';
import { type ReadingMessage, type ReadingTask, toFrame } from './messages';

// The process that reads one table file and writes its rows on stdout. It gets no environment, no network and no
// database; a hostile file can at worst end it. A full pipe makes it wait, so a slow consumer bounds its memory.

async function send(message: ReadingMessage): Promise<void> {
  if (!process.stdout.write(toFrame(message))) await once(process.stdout, 'drain');
}

async function run(task: ReadingTask): Promise<void> {
  try {
    const kind = await fileKind(task.file);
    const events = kind === 'csv' ? readCsv(task.file, task.limits) : readXlsx(task.file, task.limits, task.sheet);
    for await (const event of events) await send(event);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { kind, code, message, problems } = error;
    await send({ kind: 'error', error: { kind, code, message, problems } });
  }
}

// the parent is gone: nobody wants the rest
process.stdout.on('error', () => process.exit(0));
void run(JSON.parse(process.argv[2] ?? '') as ReadingTask);
