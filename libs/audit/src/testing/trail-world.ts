import { builtInOfficer } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AuditTrail } from '../audit-trail';
import { AuditSealer } from '../seal/sealer';
import { sealingPolicy } from '../seal/policy';
import { type Fault } from '../verify/fault';
import { verifyTrail } from '../verify/verify';

/** A database with a trail, and a folder for the heads outside. */
export class TrailWorld {
  readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-heads-'));
  readonly trail = new AuditTrail();

  private constructor(readonly test: TestDatabase) {}

  static async open(): Promise<TrailWorld> {
    const world = new TrailWorld(await createTestDatabase());
    await world.sealer().seal();
    return world;
  }

  sealer(entriesPerSeal = 40): AuditSealer {
    return new AuditSealer(this.test.database, this.dir, { ...sealingPolicy(), entriesPerSeal });
  }

  /** Appends `count` entries, a transaction each, and returns their ids. */
  async append(count: number): Promise<string[]> {
    for (let i = 0; i < count; i++)
      await this.test.database.write(builtInOfficer, (tx) =>
        this.trail.record(tx, {
          ...{ action: 'test.change', objectType: 'thing', objectId: String(i) },
          ...{
            before: { score: i, 名称: '旧' },
            after: { score: i + 0.5, list: [1, null, '新'] },
            reason: `第 ${i} 次`,
          },
        }),
      );
    const rows = await this.test.asSuperuser<{ id: string }>('select id from audit_entry order by id desc limit $1', [
      count,
    ]);
    return rows.map(({ id }) => id).reverse();
  }

  async verify() {
    const faults: Fault[] = [];
    const verified = await verifyTrail(this.test.database, this.dir, (fault) => faults.push(fault));
    return { ...verified, faults };
  }

  /** SQL of somebody who has the superuser's login and no respect. */
  tamper(sql: string, parameters?: unknown[]): Promise<object[]> {
    return this.test.asSuperuser(sql, parameters);
  }

  async close(): Promise<void> {
    await this.test.drop();
    fs.rmSync(this.dir, { recursive: true, force: true });
  }
}
