import { type Evaluator, type FactValue } from '@tidu/criteria';
import { Database } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { StandardsService } from '@tidu/scoring';
import { DataSource, EntitySchema, type EntitySchemaColumnOptions, type Repository } from 'typeorm';
import { entities } from '../../apps/server/src/schema';
import { median, timed } from './harness';
import type { BenchDatabase } from './installation';

type Sheet = Record<string, FactValue> & { enterpriseId: string; version: number; asOf: string };

interface Card {
  runId: string;
  enterpriseId: string;
  pointsMin: number | null;
  pointsMax: number | null;
  sheetAsOf: string;
  sheetVersion: number;
  outcome: number;
  met: number;
  unknown: number;
  clauseOutcomes: Buffer;
  clauseMin: number[] | null;
  clauseMax: number[] | null;
}

const page = 500;

/**
 * The same work the usual way: entities found page by page, judged by the same evaluator, and saved — one record after
 * the other, as services do, or a page at once. As superuser, without row security. Milliseconds a row.
 */
export async function perRecord(
  database: BenchDatabase,
  standardId: string,
  rows: number,
): Promise<{ rows: number; eachMs: number; batchMs: number }> {
  const evaluator = await evaluatorOf(database, standardId);
  const source = await connect(database);
  try {
    const each: number[] = [];
    const batch: number[] = [];
    for (let round = 0; round < 3; round++) {
      each.push(await timed(() => score(source, evaluator, rows, (cards, list) => saveEach(cards, list))));
      batch.push(await timed(() => score(source, evaluator, rows, (cards, list) => cards.save(list))));
    }
    return { rows, eachMs: median(each) / rows, batchMs: median(batch) / rows };
  } finally {
    await source.query('drop table constant_keyed_card');
    await source.destroy();
  }
}

async function saveEach(cards: Repository<Card>, list: Card[]): Promise<void> {
  for (const card of list) await cards.save(card);
}

async function score(
  source: DataSource,
  evaluator: Evaluator,
  rows: number,
  save: (cards: Repository<Card>, list: Card[]) => Promise<unknown>,
): Promise<void> {
  const sheets = source.getRepository<Sheet>('Sheet');
  const cards = source.getRepository<Card>('Card');
  await cards.clear();
  for (let skip = 0; skip < rows; skip += page) {
    const found = await sheets.find({ where: { year: 2025 }, order: { enterpriseId: 'ASC' }, skip, take: page });
    await save(
      cards,
      found.map((sheet) => judge(evaluator, sheet)),
    );
  }
}

function judge(evaluator: Evaluator, sheet: Sheet): Card {
  const result = evaluator.createResult();
  evaluator.evaluateInto(
    evaluator.slots.map((code) => sheet[code] ?? null),
    'application',
    result,
  );
  return {
    ...{ runId: '0190a000-0000-7000-8000-000000000000', enterpriseId: sheet.enterpriseId },
    ...{ pointsMin: result.pointsMin, pointsMax: result.pointsMax, sheetAsOf: sheet.asOf, sheetVersion: sheet.version },
    ...{ outcome: result.outcome, met: 0, unknown: 0, clauseOutcomes: Buffer.from(result.clauseOutcomes) },
    ...{ clauseMin: [...result.clauseMin], clauseMax: [...result.clauseMax] },
  };
}

async function evaluatorOf(database: BenchDatabase, standardId: string): Promise<Evaluator> {
  const app = await Database.connect({ url: database.appUrl, entities, poolSize: 2 });
  try {
    return (await new StandardsService(app, new ReferenceService(app)).activeRelease(standardId)).evaluator;
  } finally {
    await app.close();
  }
}

/** Entities of the two tables as they stand in the database. */
async function connect(database: BenchDatabase): Promise<DataSource> {
  const columns = async (table: string, key: string[]) => {
    const { rows } = await database.asSuperuser((client) =>
      client.query<{ name: string; type: string }>(
        `select column_name as name, case data_type when 'ARRAY' then 'int4' else data_type end as type
         from information_schema.columns where table_name = $1`,
        [table],
      ),
    );
    const isArray = (name: string) => name === 'clauseMin' || name === 'clauseMax';
    return Object.fromEntries(
      rows.map(({ name, type }) => [
        name,
        {
          type,
          nullable: true,
          primary: key.includes(name),
          array: isArray(name),
          ...exact(type),
        } as EntitySchemaColumnOptions,
      ]),
    );
  };
  const source = new DataSource({
    ...{ type: 'postgres', url: database.superuser, synchronize: false, poolSize: 2 },
    entities: [
      new EntitySchema<Sheet>({
        ...{ name: 'Sheet', tableName: 'fact_sheet' },
        columns: await columns('fact_sheet', ['enterpriseId', 'year', 'asOf', 'version']),
      }),
      new EntitySchema<Card>({
        ...{ name: 'Card', tableName: 'constant_keyed_card' },
        columns: await columns('constant_keyed_card', ['enterpriseId', 'runId']),
      }),
    ],
  });
  return source.initialize();
}

/** The driver gives amounts as text; the evaluator wants numbers. */
function exact(type: string): Partial<EntitySchemaColumnOptions> {
  if (type !== 'bigint') return {};
  return {
    transformer: { from: (text: string | null) => (text === null ? null : Number(text)), to: (n: unknown) => n },
  };
}
