import type { ImportResult } from '@tidu/figures';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { type Bench, bothShown, type Figure, goal, interleave, ratioOf, timed } from './harness';
import { type FigureFiles, writeFigureFiles } from './import-files';
import type { BenchDatabase, Installation } from './installation';

/** Importing figures with every check, against PostgreSQL taking the same finished rows. */
export const importing: Bench = { name: 'import', says: '导入', run };

type Format = 'csv' | 'xlsx';

async function run(installation: Installation): Promise<Figure[]> {
  const full = installation.scale === 'full';
  const database = await installation.database(`imports_${installation.scale}`);
  const files = await writeFigureFiles(path.join(installation.dir, 'import'), database.filesDir, full ? 33_400 : 334);
  const importer = new Importer(database, files);
  await database.asSuperuser((client) => client.query('truncate enterprise, figures, import_problem cascade'));
  // the first import makes the enterprises; those measured against the limit find them
  const first = await importer.run('csv');
  const copied = path.join(installation.dir, 'figures.copy');
  await saveFigures(database, copied);
  let again = 0;
  const times = await interleave(
    full ? 3 : 1,
    {
      limit: () => copyIn(database, copied),
      csv: async () => {
        const ms = await importer.run('csv');
        again = await importer.run('csv');
        return ms;
      },
      xlsx: () => importer.run('xlsx'),
    },
    async () => {
      await database.asSuperuser((client) => client.query('truncate figures, import_problem'));
      await database.checkpoint();
    },
  );
  const { peaks } = importer;
  const against = 'COPY 同样的成品行到 figures';
  const figure = (format: Format, must: number, ambitious: number): Figure => ({
    ...{
      id: `import.${format}`,
      work: `导入 ${files.rows.toLocaleString('en-US')} 行 ${format.toUpperCase()}`,
      against,
    },
    ...{ goal: goal.atMost(must, ambitious), value: ratioOf(times[format], times.limit), unit: '×' },
    note: bothShown(times[format], times.limit),
  });
  const told = { against: '第一次导入 CSV', unit: '×' as const };
  return [
    figure('csv', 5, 2.5),
    figure('xlsx', 7, 4),
    { ...told, id: 'import.create', work: '导入并新建全部企业', value: ratioOf([first], times.csv) },
    { ...told, id: 'import.again', work: '再导入同一文件（无变化）', value: ratioOf([again], times.csv.slice(-1)) },
    ...(['csv', 'xlsx'] as const).map((format): Figure => ({
      ...{
        id: `import.${format}.memory`,
        work: `导入进程内存峰值（${format.toUpperCase()}）`,
        against: '',
        unit: 'MB',
      },
      ...{ value: peaks[format].own, note: `读文件的子进程 ${peaks[format].reader.toFixed(0)} MB` },
    })),
  ];
}

class Importer {
  readonly peaks = { csv: { own: 0, reader: 0 }, xlsx: { own: 0, reader: 0 } };

  constructor(
    private readonly database: BenchDatabase,
    private readonly files: FigureFiles,
  ) {}

  async run(format: Format): Promise<number> {
    const done = await this.database.job<ImportResult>('figures.import', {
      ...{ fileSha256: this.files[format], fileName: `figures.${format}`, source: 'enterprise' },
      ...{ unknown: 'create', dryRun: false },
    });
    const { accepted, rejected } = done.result;
    if (accepted !== this.files.rows || rejected > 0)
      throw new Error(`${format}: ${accepted} accepted, ${rejected} rejected`);
    const peak = this.peaks[format];
    peak.own = Math.max(peak.own, done.peakMb);
    peak.reader = Math.max(peak.reader, done.childMb);
    return done.ms[0] ?? NaN;
  }
}

/** Writes the rows that the import made into a file. */
function saveFigures(database: BenchDatabase, file: string): Promise<void> {
  return database.asSuperuser((client) =>
    pipeline(client.query(copyTo('copy figures to stdout')), fs.createWriteStream(file)),
  );
}

/** The same table for both: whoever writes it keeps its indexes, checks and foreign key. */
function copyIn(database: BenchDatabase, file: string): Promise<number> {
  return database.asSuperuser((client) =>
    timed(() =>
      pipeline(
        fs.createReadStream(file, { highWaterMark: 256 * 1024 }),
        client.query(copyFrom('copy figures from stdin')),
      ),
    ),
  );
}
