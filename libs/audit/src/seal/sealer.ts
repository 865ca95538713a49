import { DomainError } from '@tidu/kernel';
import { type Database, systemActor, type Transaction } from '@tidu/platform';
import { readTrail } from '../reads-trail';
import { canonicalEntry, entryTextSql, type EntryText } from './canonical';
import { chainStart, digestOf, linkHash } from './digest';
import { type Head, HeadsFile } from './heads-file';
import { writeRanges } from './id-ranges';
import { sealingPolicy, type SealingPolicy } from './policy';

/** Any number will do, as long as it is the sealer's alone. */
const lockKey = 744_118_054;

interface LastSeal {
  number: bigint;
  sequence: bigint;
  hash: Buffer;
}

/**
 * Seals the trail (封存): chains the entries that are visible and not yet sealed, then appends the head of the chain to a
 * file outside the database. One at a time, by a lock in the database: a second one finds nothing to do. What a crash
 * interrupted, the next run goes on with: a seal is whole or not there, and a head not yet outside is written then.
 *
 * An entry counts as sealed or waiting by its row in `audit_pending`, not by its id: an entry of a long transaction has a
 * low id and becomes visible after higher ones were sealed; it is then simply the next link.
 */
export class AuditSealer {
  private readonly heads: HeadsFile;

  constructor(
    private readonly database: Database,
    headsDir: string,
    private readonly policy: SealingPolicy = sealingPolicy(),
  ) {
    this.heads = new HeadsFile(headsDir);
  }

  /** Seals all that waits and brings the heads outside; returns how many entries were sealed. */
  async seal(): Promise<number> {
    let sealed = 0;
    for (;;) {
      const count = await this.sealOnce();
      sealed += count;
      if (count < this.policy.entriesPerSeal) break;
    }
    await this.bringOutside();
    return sealed;
  }

  private sealOnce(): Promise<number> {
    return this.database.write(systemActor, async (tx) => {
      if (!(await alone(tx))) return 0;
      await readTrail(tx);
      const entries = await tx.rows<EntryText>(
        `select ${entryTextSql('e')}
         from (select "entryId" from audit_pending order by "entryId" limit $1) p join audit_entry e on e.id = p."entryId"
         order by e.id`,
        [this.policy.entriesPerSeal],
      );
      if (entries.length > 0) await this.chain(tx, entries);
      return entries.length;
    });
  }

  private async chain(tx: Transaction, entries: EntryText[]): Promise<void> {
    const last = await lastSeal(tx);
    const digest = digestOf(this.policy.algorithm);
    let { hash, sequence } = last;
    const links = entries.map((entry) => {
      const entryDigest = digest(canonicalEntry(entry));
      const id = entry.id ?? '';
      hash = linkHash(digest, hash, ++sequence, id, entryDigest);
      return { sequence, id, digest: entryDigest, hash };
    });
    await tx.rows(
      `insert into audit_link (sequence, "entryId", digest, hash)
       select * from unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bytea[])`,
      [links.map((l) => l.sequence), links.map((l) => l.id), links.map((l) => l.digest), links.map((l) => l.hash)],
    );
    await tx.rows('delete from audit_pending where "entryId" = any($1::bigint[])', [links.map(({ id }) => id)]);
    await tx.rows(
      `insert into audit_seal (number, "firstSequence", "lastSequence", algorithm, hash) values ($1, $2, $3, $4, $5)`,
      [last.number + 1n, last.sequence + 1n, sequence, this.policy.algorithm, hash],
    );
  }

  /** Writes the heads that aren't outside yet, in order, and notes it. */
  private bringOutside(): Promise<void> {
    return this.database.write(systemActor, async (tx) => {
      const waiting = await tx.row('select 1 from audit_seal where "exportedAt" is null limit 1');
      if (!waiting || !(await alone(tx))) return;
      const { last, exists, lines } = await this.heads.read();
      await this.requireSameChain(tx, last, exists);
      // a disk that takes nothing but additions keeps its lines
      if (lines > 2 * this.policy.headLines) await this.heads.trim(this.policy.headLines).catch(() => undefined);
      for (;;) {
        const heads = await waitingHeads(tx);
        if (heads.length === 0) return;
        // a crash between file and database leaves a line that is there already
        this.heads.append(heads.filter(({ number }) => BigInt(number) > BigInt(last?.number ?? 0)));
        await tx.rows('update audit_seal set "exportedAt" = clock_timestamp() where number = any($1::bigint[])', [
          heads.map(({ number }) => number),
        ]);
      }
    });
  }

  /** The file must end where the database has been: otherwise one of the two was put back or changed. */
  private async requireSameChain(
    tx: Transaction,
    last: { number: string; hash: string | null } | null,
    exists: boolean,
  ): Promise<void> {
    const outside = await tx.row<{ number: string }>(
      'select max(number) as number from audit_seal where "exportedAt" is not null having max(number) is not null',
    );
    if (last === null) {
      if (outside)
        throw refused(
          `封存头文件 ${this.heads.path} ${exists ? '是空的' : '不在了'}，而数据库已有 ${outside.number} 个封存头。`,
        );
      return;
    }
    const own = await tx.row<{ hash: string }>(`select encode(hash, 'hex') as hash from audit_seal where number = $1`, [
      last.number,
    ]);
    const same = last.number === '0' ? !outside : own?.hash === last.hash;
    if (!same || BigInt(outside?.number ?? 0) > BigInt(last.number))
      throw refused(`数据库的封存链与封存头文件 ${this.heads.path} 接不上（第 ${last.number} 个封存头）。`);
  }
}

/** Whether this transaction alone seals, until it ends. */
export async function alone(tx: Transaction): Promise<boolean> {
  const row = await tx.row<{ alone: boolean }>('select pg_try_advisory_xact_lock($1) as alone', [lockKey]);
  return row?.alone ?? false;
}

async function lastSeal(tx: Transaction): Promise<LastSeal> {
  const row = await tx.row<{ number: string; sequence: string; hash: Buffer }>(
    'select number, "lastSequence" as sequence, hash from audit_seal order by number desc limit 1',
  );
  return row
    ? { number: BigInt(row.number), sequence: BigInt(row.sequence), hash: row.hash }
    : { number: 0n, sequence: 0n, hash: chainStart };
}

async function waitingHeads(tx: Transaction): Promise<Head[]> {
  const seals = await tx.rows<Omit<Head, 'entries'>>(
    `select number, "firstSequence", "lastSequence", algorithm, encode(hash, 'hex') as hash,
            to_char("sealedAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sealedAt"
     from audit_seal where "exportedAt" is null order by number limit 100`,
  );
  const heads: Head[] = [];
  for (const seal of seals) {
    const ids = await tx.rows<{ id: string }>(
      'select "entryId" as id from audit_link where sequence between $1 and $2',
      [seal.firstSequence, seal.lastSequence],
    );
    const { number, firstSequence, lastSequence, algorithm, hash, sealedAt } = seal;
    const entries = writeRanges(ids.map(({ id }) => BigInt(id)));
    heads.push({ number, firstSequence, lastSequence, entries, algorithm, hash, sealedAt });
  }
  return heads;
}

function refused(what: string): DomainError {
  return new DomainError(
    'conflict',
    'AUDIT.HEADS_DIFFER',
    `${what}审计没有继续封存。请运行 npx tidu audit verify 查明；确系恢复备份或迁移目录的，用 npx tidu audit restart --reason 原因 接着封存。`,
  );
}
