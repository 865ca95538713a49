import * as XLSX from '@e965/xlsx';
import { JobRunner } from '@tidu/platform';
import { parse } from 'csv-parse/sync';
import { jobHandlers } from '../../apps/server/src/wiring';
import type { FileAnswer } from '@tidu/test/asker';
import { paymentsNaming } from '../matrix/measure-story';
import { freshCode } from '../matrix/operations';
import { rankingRecords } from '../matrix/ranking-operations';
import { type Ask, Doorstep } from './doorstep';
import { payloads } from './payloads';

/** Texts that would act are brought in by every field that reaches a file, and every file is read by another reader. */

jest.setTimeout(900_000);

/** A cell that a spreadsheet would take for more than text; numbers are numbers. */
const isLive = (cell: string) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^-?\d+(\.\d+)?%?$/.test(cell);

describe('payloads', () => {
  let step: Doorstep;
  let runner: JobRunner;
  beforeAll(async () => {
    step = await Doorstep.open('info');
    const { test, app } = step.world.doors;
    runner = new JobRunner(test.database, jobHandlers(app), (error) => {
      throw error;
    });
  });
  afterAll(() => step.close());

  const ask = (name: string, given?: Ask) => step.ask(name, given);
  const at = (path: string) => `POST /api/console/enterprises/{id}/${path}`;

  /** Every text field, with every payload; how many the doors took. */
  async function plant(): Promise<number> {
    let taken = 0;
    const send = async (name: string, body: object) => {
      const { status, text } = await ask(name, { body });
      if (status >= 500) throw new Error(`${name}: ${status} ${text}`);
      if (status < 300) taken++;
    };
    for (const payload of payloads) {
      const [reason, source] = [`${payload} 核对`, payload];
      await send('POST /api/console/enterprises', {
        name: `${payload}有限公司`,
        creditCode: freshCode(),
        reason,
        source,
      });
      await send(at('names'), { name: `${payload}简`, reason, source });
      await send(at('contacts'), { name: payload, reason, source });
      await send(at('notes'), { text: payload, reason, source });
      await send(at('links'), { otherName: `${payload}配套`, product: payload, reason, source });
      await send(at('evidence/{kind}'), { source: payload, document: payload, note: payload, reason });
      await send(at('figures'), { document: payload, reason, basedOn: 0 });
      await send('POST /api/console/desk/promises', { title: payload, note: payload, sourceNote: payload });
      await send('POST /api/console/rankings', { name: payload.slice(0, 100) });
      await send('POST /api/console/enterprise-views', { name: payload.slice(0, 50) });
      await send('POST /api/console/own-lists/{list}', { name: payload, reason });
      const { version } = (await owner()) as { version: number };
      await ask('PATCH /api/console/enterprises/{id}', {
        body: {
          values: {
            legalRepresentative: payload,
            registeredAddress: payload,
            productionAddress: payload,
            shortName: payload,
          },
          reason,
        },
        headers: { 'if-match': String(version) },
      });
    }
    return taken;
  }

  const owner = async () => JSON.parse((await ask('GET /api/console/enterprises/{id}')).text) as unknown;

  /** A job's file, at the address where it is fetched. */
  async function fileOf(
    start: string,
    body: object,
    fetched: string,
    word: string,
    records: Record<string, string> = {},
  ): Promise<FileAnswer> {
    const begun = await ask(start, { body, records });
    if (begun.status !== 202) throw new Error(`${start}: ${begun.status} ${begun.text}`);
    const { jobId } = JSON.parse(begun.text) as { jobId: string };
    await runner.run(jobId);
    return download(fetched, { ...records, [word]: jobId });
  }

  async function download(name: string, records: Record<string, string>): Promise<FileAnswer> {
    const { address, actor } = await step.addressed(name, records);
    return step.asker.askBytes('GET', address, actor.headers);
  }

  async function exports(): Promise<[string, FileAnswer][]> {
    const files: [string, FileAnswer][] = [];
    const lists = JSON.parse((await ask('GET /api/console/enterprise-exports/lists')).text) as {
      items: { id: string }[];
    };
    const { snapshot = '' } = await rankingRecords(step.world.district);
    const placed = await step.world.district.one(
      `select count(*)::text as value from ranking_snapshot_row where "snapshotId" = $1 and rank is not null`,
      [snapshot],
    );
    const yearly = (start: string, body: object) =>
      fileOf(start, body, 'GET /api/console/ranking-exports/{jobId}/file', 'snapshotExport', { snapshot });
    files.push(
      [
        'superior.xlsx',
        await yearly('POST /api/console/ranking-snapshots/{id}/reports/{versionId}', {
          ...{ rows: 'placed', expected: Number(placed) },
        }),
      ],
      ['bulletin.xlsx', await download('GET /api/console/desk/bulletin/workbook', {})],
    );
    for (const format of ['csv', 'xlsx']) {
      files.push([`yearly.${format}`, await yearly('POST /api/console/ranking-snapshots/{id}/exports', { format })]);
      for (const { id: list } of lists.items)
        files.push([
          `${list}.${format}`,
          await fileOf(
            'POST /api/console/enterprise-exports',
            { list, format },
            'GET /api/console/enterprise-exports/{jobId}/file',
            'listExport',
          ),
        ]);
      files.push([
        `ranking.${format}`,
        await fileOf(
          'POST /api/console/rankings/{id}/exports',
          { format },
          'GET /api/console/exports/{jobId}/file',
          'rankingExport',
        ),
      ]);
      files.push([
        `rehearsal.${format}`,
        await fileOf(
          'POST /api/console/rehearsals/{id}/exports',
          { format },
          'GET /api/console/rehearsal-exports/{jobId}/file',
          'rehearsalExport',
        ),
      ]);
      files.push([
        `trail.${format}`,
        await fileOf(
          'POST /api/console/audit/exports',
          { format },
          'GET /api/console/audit/exports/{jobId}/file',
          'trailExport',
        ),
      ]);
    }
    return [...files, ...(await bankFiles()), ...(await problemFiles())];
  }

  /** What the bank is given: nothing in it may act there either. */
  async function bankFiles(): Promise<[string, FileAnswer][]> {
    const disbursement = await paymentsNaming(step.world.district, payloads);
    const { address, actor } = await step.addressed('POST /api/console/disbursements/{id}/files', { disbursement });
    const headers = { ...actor.headers, 'content-type': 'application/json' };
    const files: [string, FileAnswer][] = [];
    for (const format of ['csv', 'xlsx'])
      files.push([`bank.${format}`, await step.asker.askBytes('POST', address, headers, JSON.stringify({ format }))]);
    return files;
  }

  /** What comes back of a file whose rows are wrong: with the texts that stood in it. */
  async function problemFiles(): Promise<[string, FileAnswer][]> {
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const rows = payloads.map((text) => `${cell(text)},${cell(text)},${cell(text)}`);
    const file = `统一社会信用代码,企业名称,行政区划代码\n${rows.join('\n')}\n`;
    const begun = await ask('POST /api/console/imports', { raw: form(file), headers: formType });
    const { jobId } = JSON.parse(begun.text) as { jobId: string };
    await runner.run(jobId);
    // the copies are made by a job of their own
    await runner.run(
      await step.world.district.one('select "copiesJobId" as value from import_file where "jobId" = $1', [jobId]),
    );
    const files: [string, FileAnswer][] = [];
    for (const [rest, end] of [
      ['fix-file', ''],
      ['annotated-file', ''],
      ['problems.csv', 'csv'],
    ])
      files.push([`${rest}.${end}`, await download(`GET /api/console/imports/{jobId}/${rest}`, { import: jobId })]);
    return files;
  }

  it('come out of every file as text, in the log as one line a request', async () => {
    expect(payloads.length).toBeGreaterThanOrEqual(120);
    const taken = await plant();
    expect(taken).toBeGreaterThan(payloads.length * 5);
    const wrong: string[] = [];
    let [cells, files, carried] = [0, 0, 0];
    for (const [name, { status, headers, bytes }] of await exports()) {
      if (status !== 200) throw new Error(`${name}: ${status}`);
      files++;
      const before = carried;
      const isBook = String(headers['content-type']).includes('spreadsheet');
      for (const cell of isBook ? cellsOfBook(bytes, name, wrong) : cellsOfCsv(bytes)) {
        cells++;
        if (payloads.some((payload) => payload.length > 6 && cell.includes(payload))) carried++;
        if (!isBook && isLive(cell)) wrong.push(`${name}: ${JSON.stringify(cell.slice(0, 80))}`);
      }
      if (name.startsWith('bank.')) expect(carried - before).toBeGreaterThan(payloads.length);
    }
    expect(wrong).toEqual([]);
    expect(carried).toBeGreaterThan(payloads.length);
    await step.served.stop();
    const lines = step.served
      .log()
      .split('\n')
      .filter((line) => line !== '');
    expect(lines.filter((line) => !line.startsWith('{"level":') || !line.endsWith('}'))).toEqual([]);
    process.stdout.write(
      `payloads: ${payloads.length}, taken ${taken} times; ${files} files, ${cells} cells, ${carried} of them with a payload: 0 live; ${lines.length} lines of log\n`,
    );
  });
});

const mark = 'payloadpayload';
const formType = { 'content-type': `multipart/form-data; boundary=${mark}` };
const form = (content: string) =>
  `--${mark}\r\nContent-Disposition: form-data; name="list"\r\n\r\nregister\r\n--${mark}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${content}\r\n--${mark}--\r\n`;

function cellsOfCsv(bytes: Buffer): string[] {
  const rows: string[][] = parse(bytes, { bom: true, relax_column_count: true });
  return rows.flat();
}

/** Every cell of every sheet as the other reader sees it; formulas and links are told at once. */
function cellsOfBook(bytes: Buffer, name: string, wrong: string[]): string[] {
  const book = XLSX.read(bytes, { cellFormula: true, cellHTML: false });
  if ((book.Workbook?.Names ?? []).some(({ Ref }) => /[|!].*\(/.test(Ref))) wrong.push(`${name}: a name that acts`);
  return Object.values(book.Sheets).flatMap((sheet) =>
    Object.entries(sheet).flatMap(([place, cell]: [string, XLSX.CellObject]) => {
      if (place.startsWith('!')) return [];
      if (cell.f !== undefined || cell.F !== undefined || cell.l !== undefined) wrong.push(`${name} ${place}: acts`);
      return typeof cell.v === 'string' ? [cell.v] : [];
    }),
  );
}
