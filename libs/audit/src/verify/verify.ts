import { type Database, systemActor, type Transaction } from '@tidu/platform';
import { readTrail } from '../reads-trail';
import { canonicalEntry, entryTextSql, type EntryText } from '../seal/canonical';
import { type Algorithm, chainStart, digestOf, linkHash } from '../seal/digest';
import { type Head, type Heads, HeadsFile } from '../seal/heads-file';
import { readRanges, writeRanges } from '../seal/id-ranges';
import { throughCursor } from './cursor';
import type { Fault } from './fault';

/** What came of re-reading the whole trail. */
export interface Verified {
  /** Entries whose values were read again and hashed. */
  entries: number;
  seals: number;
  faults: number;
  /** Entries that wait for the next seal. */
  pending: number;
  /** Since when the oldest of them, or a head not yet outside, waits. */
  unsealedSince: string | null;
  /** Seals that a declared restart gave up (restored backup), with why. */
  givenUp: { seal: string; entries: string }[];
  restarts: { restartedAt: string; number: string; why: string }[];
}

interface Seal {
  number: string;
  firstSequence: string;
  lastSequence: string;
  algorithm: Algorithm;
  hash: string;
  exported: boolean;
}

type Link = EntryText & { sequence: string; entryId: string; linkDigest: Buffer; linkHash: Buffer };

/**
 * Reads every entry of the trail again and compares it with the chain, and the chain with the heads outside; tells every
 * fault as it is found, by row. Reads one state of the data in bounded memory (a seal at a time).
 * @throws DomainError `AUDIT.BAD_HEADS` where the file of heads can't be read.
 */
export async function verifyTrail(
  database: Database,
  headsDir: string,
  tell: (fault: Fault) => void,
): Promise<Verified> {
  // before the snapshot: whatever is outside by then is inside as well
  const heads = await new HeadsFile(headsDir).read();
  let faults = 0;
  const found = (fault: Fault) => {
    faults++;
    tell(fault);
  };
  return database.snapshot(systemActor, async (tx) => {
    await readTrail(tx);
    await tx.rows('set local statement_timeout = 0');
    const walk = new ChainWalk(heads, found);
    const links = throughCursor<Link>(tx, 'links', linksSql);
    for await (const seal of throughCursor<Seal>(tx, 'seals', sealsSql)) await walk.seal(seal, links);
    await walk.end(links);
    await findUnchained(tx, found);
    const { entries, seals } = walk;
    return { entries, seals, faults, ...(await waiting(tx)), ...told(heads) };
  });
}

const linksSql = `
  select l.sequence, l."entryId", l.digest as "linkDigest", l.hash as "linkHash", ${entryTextSql('e')}
  from audit_link l left join audit_entry e on e.id = l."entryId" order by l.sequence`;
const sealsSql = `
  select number, "firstSequence", "lastSequence", algorithm, encode(hash, 'hex') as hash, "exportedAt" is not null as exported
  from audit_seal order by number`;

/** Goes along the chain, seal by seal, and compares. */
class ChainWalk {
  entries = 0;
  seals = 0;
  private number = 0n;
  private sequence = 0n;
  /** Hash of the link before; null where that link is missing. */
  private before: Buffer | null = chainStart;
  private beforeId: string | null = null;
  private held: Link | undefined;
  /** Entries of the seals so far for which one line stands together with seals to come. */
  private together: bigint[] = [];

  private readonly joined: Head[];

  constructor(
    private readonly heads: Heads,
    private readonly found: (fault: Fault) => void,
  ) {
    this.joined = [...heads.known.values()].filter(({ from }) => from !== undefined);
  }

  async seal(seal: Seal, links: AsyncGenerator<Link>): Promise<void> {
    this.seals++;
    for (this.number++; this.number < BigInt(seal.number); this.number++) this.missingSeal(this.number);
    const ids: bigint[] = [];
    for (let link = await this.next(links); link; link = await this.next(links)) {
      if (BigInt(link.sequence) > BigInt(seal.lastSequence)) {
        this.held = link;
        break;
      }
      ids.push(BigInt(link.entryId));
      this.link(link, seal.algorithm);
    }
    this.gapsUpTo(BigInt(seal.lastSequence));
    const own = this.before?.toString('hex');
    if (own !== undefined && own !== seal.hash) this.found({ kind: 'seal', seal: seal.number });
    this.compareOutside(seal, ids, own);
  }

  /** Links that no seal holds, and heads outside that have no seal any more. */
  async end(links: AsyncGenerator<Link>): Promise<void> {
    for (let link = await this.next(links); link; link = await this.next(links))
      this.found({ kind: 'broken', entryId: link.entryId, previousId: this.beforeId, sequence: link.sequence });
    const there = new Set(this.together);
    for (const [number, head] of this.heads.known)
      if (BigInt(number) > this.number)
        for (const id of readRanges(head.entries))
          if (!there.has(id)) this.found({ kind: 'cut', entryId: String(id), seal: number });
  }

  private link(link: Link, algorithm: Algorithm): void {
    this.gapsUpTo(BigInt(link.sequence) - 1n);
    this.sequence = BigInt(link.sequence);
    const { entryId, sequence } = link;
    const digest = digestOf(algorithm);
    if (link.id === null) this.found({ kind: 'removed', entryId, sequence });
    else {
      this.entries++;
      if (!digest(canonicalEntry(link)).equals(link.linkDigest)) this.found({ kind: 'altered', entryId, sequence });
    }
    if (this.before !== null) {
      const expected = linkHash(digest, this.before, this.sequence, entryId, link.linkDigest);
      if (!expected.equals(link.linkHash)) this.found({ kind: 'broken', entryId, previousId: this.beforeId, sequence });
    }
    this.before = link.linkHash;
    this.beforeId = entryId;
  }

  private gapsUpTo(last: bigint): void {
    while (this.sequence < last) {
      this.found({ kind: 'gap', sequence: String(++this.sequence) });
      this.before = null;
    }
  }

  private missingSeal(number: bigint): void {
    this.found({ kind: 'seal', seal: String(number) });
    const head = this.heads.known.get(String(number));
    if (head) this.compareIds(head, this.takeTogether([]));
  }

  private takeTogether(ids: readonly bigint[]): bigint[] {
    const all = [...this.together, ...ids];
    this.together = [];
    return all;
  }

  private compareOutside(seal: Seal, ids: bigint[], own: string | undefined): void {
    const head = this.heads.known.get(seal.number);
    if (!head && this.isPartOfLine(BigInt(seal.number))) {
      for (const id of ids) this.together.push(id);
      return;
    }
    if (!head) {
      if (seal.exported) this.found({ kind: 'headMissing', seal: seal.number });
      return;
    }
    const all = this.takeTogether(ids);
    if (
      head.hash !== (own ?? seal.hash) ||
      head.hash !== seal.hash ||
      (head.lastSequence !== seal.lastSequence && !head.partial)
    )
      this.found({ kind: 'head', seal: seal.number, entries: head.entries });
    if (writeRanges(all) !== head.entries) this.compareIds(head, all);
  }

  /** Whether a line of the file stands for this seal together with later ones. */
  private isPartOfLine(number: bigint): boolean {
    return this.joined.some(({ from, number: last }) => BigInt(from ?? last) <= number && number < BigInt(last));
  }

  /** Names the entries by which what is inside differs from what is said outside. */
  private compareIds({ entries, partial }: Head, inside: bigint[]): void {
    const left = new Set(inside);
    for (const id of readRanges(entries))
      if (!left.delete(id) && !partial) this.found({ kind: 'removed', entryId: String(id) });
    for (const id of left) this.found({ kind: 'inserted', entryId: String(id) });
  }

  private async next(links: AsyncGenerator<Link>): Promise<Link | undefined> {
    const { held } = this;
    this.held = undefined;
    if (held) return held;
    const next = await links.next();
    return next.done === true ? undefined : next.value;
  }
}

/** Entries beside the chain: neither sealed nor waiting, or waiting and gone. */
async function findUnchained(tx: Transaction, found: (fault: Fault) => void): Promise<void> {
  const beside = `select e.id from audit_entry e where not exists (select from audit_link l where l."entryId" = e.id)
    and not exists (select from audit_pending p where p."entryId" = e.id) order by e.id`;
  for await (const { id } of throughCursor<{ id: string }>(tx, 'beside', beside))
    found({ kind: 'inserted', entryId: id });
  const gone = `select p."entryId" as id from audit_pending p where not exists (select from audit_entry e where e.id = p."entryId") order by 1`;
  for await (const { id } of throughCursor<{ id: string }>(tx, 'gone', gone)) found({ kind: 'removed', entryId: id });
}

async function waiting(tx: Transaction): Promise<Pick<Verified, 'pending' | 'unsealedSince'>> {
  const row = await tx.row<{ pending: number; since: Date | null }>(
    'select (select count(*)::int from audit_pending) as pending, audit_unsealed_since() as since',
  );
  return { pending: row?.pending ?? 0, unsealedSince: row?.since?.toISOString() ?? null };
}

function told({ givenUp, restarts }: Heads): Pick<Verified, 'givenUp' | 'restarts'> {
  return {
    givenUp: givenUp.map(({ number, entries }) => ({ seal: number, entries })),
    restarts: restarts.map(({ restartedAt, number, why }) => ({ restartedAt, number, why })),
  };
}
