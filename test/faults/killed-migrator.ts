import { migrate, type MigrationClass } from '@tidu/platform';
import { Client } from 'pg';

/**
 * Runs the upgrade again and again; each time every connection is cut right after a statement was sent at which none
 * was cut before. To the server that is the death of the process, wherever it happens. Ends with a run that no new
 * statement was left for.
 */
export async function killedAtEachStatement(
  ownerUrl: string,
  migrations: MigrationClass[],
): Promise<{ kills: number; runs: number }> {
  const cutAt = new Set<string>();
  let runs = 0;
  for (;;) {
    runs++;
    const watch = watchStatements(cutAt, await appliedIn(ownerUrl));
    try {
      await migrate(ownerUrl, migrations);
    } catch (error) {
      if (!watch.hasCut()) throw error;
    } finally {
      watch.end();
    }
    if (!watch.hasCut()) return { kills: cutAt.size, runs };
  }
}

async function appliedIn(ownerUrl: string): Promise<number> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const there = await client.query<{ is: boolean }>(`select to_regclass('migrations') is not null as is`);
    if (!there.rows[0]?.is) return 0;
    return (await client.query<{ n: number }>('select count(*)::int as n from migrations')).rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}

type Query = (this: Client, ...given: unknown[]) => unknown;

/** Cuts all connections at the first statement that is new, and lets nothing through after that. */
function watchStatements(cutAt: Set<string>, alreadyApplied: number): { hasCut(): boolean; end(): void } {
  const prototype = Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  const open = new Set<Client>();
  let applied = alreadyApplied;
  // what goes before the first of our own migrations is the same in every run
  let isOurs = false;
  let hasCut = false;
  prototype.query = function (this: Client, ...given: unknown[]) {
    open.add(this);
    const text = typeof given[0] === 'string' ? given[0] : ((given[0] as { text?: string }).text ?? '');
    isOurs ||= text === 'START TRANSACTION';
    const place = `${isOurs ? applied : 'before'} ${text} ${JSON.stringify(given[1] ?? null, (_, value: unknown) => (typeof value === 'function' ? null : value))}`;
    if (text.startsWith('INSERT INTO "migrations"')) applied++;
    const answer = query.apply(this, given);
    if (!hasCut && !cutAt.has(isOurs ? place.replace(/\d{13}/, '') : place)) {
      cutAt.add(isOurs ? place.replace(/\d{13}/, '') : place);
      hasCut = true;
      setImmediate(() => open.forEach((client) => client.connection.stream.destroy()));
    }
    return answer;
  };
  return {
    hasCut: () => hasCut,
    end: () => {
      prototype.query = query;
    },
  };
}
