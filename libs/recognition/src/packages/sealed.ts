import { canonicalJson, leavesOf, type Part, type ProofStep, rootOf, sealBatch } from '@tidu/criteria';
import { uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { randomBytes } from 'node:crypto';
import { casePartsOf, type PartsMade } from './case-parts';

/** Packages that are to be kept with a notice: all of them under one root. */
export interface Prepared {
  root: string;
  packages: {
    applicationId: string;
    enterpriseId: string;
    parts: Part[];
    root: string;
    salt: string;
    path: ProofStep[];
  }[];
}

interface Item {
  applicationId: string;
  enterpriseId: string;
}

/** Seals the cases of a notice as they stand now, in its order. */
export async function prepareSeal(tx: Transaction, items: readonly Item[], made: PartsMade): Promise<Prepared> {
  const packages: Omit<Prepared['packages'][number], 'path'>[] = [];
  for (const { applicationId, enterpriseId } of items) {
    const parts = await casePartsOf(tx, applicationId, made);
    const salt = randomBytes(16).toString('hex');
    packages.push({ applicationId, enterpriseId, parts, root: rootOf(leavesOf(parts)), salt });
  }
  const { root, paths } = sealBatch(packages);
  return { root, packages: packages.map((one, i) => ({ ...one, path: paths[i] ?? [] })) };
}

/** Keeps them; the notice is there by now. */
export async function keepSealed(tx: Transaction, noticeId: string, { packages }: Prepared): Promise<void> {
  for (const [i, { applicationId, enterpriseId, parts, root, salt, path }] of packages.entries())
    await tx.rows(
      `insert into case_package (id, "noticeId", "applicationId", "enterpriseId", position, count, parts, root, salt, path)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[uuidv7(), noticeId, applicationId, enterpriseId, i + 1, packages.length, canonicalJson(parts)],
        ...[root, salt, JSON.stringify(path)],
      ],
    );
}
