import { leavesOf, type PackageSeal, type Part, replay, rootOf, sealedRoot } from '@tidu/criteria';
import { type Invariant, systemActor, type Transaction } from '@tidu/platform';
import type { ReferenceService } from '@tidu/reference';
import type { StandardsService } from '@tidu/scoring';
import { evaluateRevision } from '../applications/case-evaluation';
import { type Revision, revisionColumns } from '../applications/revision';

/** As many are held in memory. */
const atOnce = 200;

/** I4: what was kept with a submission, and so what a decision rests on, is what its content and its release make of it. */
export function resultsRecomputed(reference: ReferenceService, standards: StandardsService): Invariant {
  return {
    ...{ id: 'I4', room: 'recognition', says: '每次提交记下的结果，由封存的内容和标准重新算出，逐位相同' },
    check: ({ database, violated, note }) =>
      database.snapshot(systemActor, async (tx) => {
        await tx.rows('set local statement_timeout = 0');
        const dictionary = await reference.dictionary();
        let counted = 0;
        for (let after: string | null = null; ;) {
          const rows: (Revision & { receiptNumber: string })[] = await revisionsAfter(tx, after);
          for (const revision of rows) {
            const standard = await standards.release(revision.releaseId);
            for (const fault of evaluateRevision(standard, dictionary, revision, []).faults)
              violated(`申报 ${revision.receiptNumber} 第 ${revision.number} 次提交：${fault}`);
          }
          counted += rows.length;
          if (rows.length < atOnce) break;
          after = rows.at(-1)?.id ?? null;
        }
        note(`重新计算 ${counted} 次提交`);
      }),
  };
}

const revisionsAfter = (tx: Transaction, after: string | null) =>
  tx.rows<Revision & { receiptNumber: string }>(
    `select ${revisionColumns}, (select "receiptNumber" from application a where a.id = "applicationId") as "receiptNumber"
     from application_revision where $1::uuid is null or id > $1 order by id limit ${atOnce}`,
    [after],
  );

interface Sealed {
  id: string;
  applicationId: string;
  parts: string;
  root: string;
  salt: string;
  path: PackageSeal['path'];
  packageRoot: string;
  title: string;
  /** How many stood on the notice. */
  count: number;
}

/** I4: packages that were sealed are whole, work out the same again, and lead to the root printed on their notice. */
export const packagesWhole: Invariant = {
  ...{ id: 'I4', room: 'recognition', says: '封存的案卷包没有改动、复算一致，都在公示所印的总根值之下' },
  check: ({ database, violated, note }) =>
    database.snapshot(systemActor, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      let counted = 0;
      for (let after: string | null = null; ;) {
        const packages: Sealed[] = await packagesAfter(tx, after);
        for (const one of packages)
          for (const fault of faultsOf(one)) violated(`公示“${one.title}”，申报 ${one.applicationId}：${fault}`);
        counted += packages.length;
        if (packages.length < atOnce) break;
        after = packages.at(-1)?.id ?? null;
      }
      note(`重新计算 ${counted} 个案卷包`);
    }),
};

const packagesAfter = (tx: Transaction, after: string | null) =>
  tx.rows<Sealed>(
    `select p.id, p."applicationId", p.parts, p.root, p.salt, p.path, p.count, n."packageRoot", n.title
     from case_package p join recognition_notice n on n.id = p."noticeId"
     where $1::uuid is null or p.id > $1 order by p.id limit ${atOnce}`,
    [after],
  );

function faultsOf({ parts, root, salt, path, count, packageRoot }: Sealed): string[] {
  const leaves = leavesOf(JSON.parse(parts) as Part[]);
  return [
    ...(rootOf(leaves) === root ? [] : ['内容与封存时的根不符：改动过']),
    ...(sealedRoot({ salt, path, count }, root) === packageRoot ? [] : ['不在公示所印的总根值之下']),
    ...replay(leaves),
  ];
}
