import { decisionsAudited } from '@tidu/audit';
import { type Invariant, systemActor } from '@tidu/platform';
import { snapshotRoot } from './run/row-tree';
import { wholeFrozen } from './snapshots/frozen';
import { replayRows, wholeRows } from './snapshots/whole-rows';

/** I5: what was frozen is what was frozen, row by row and under its root, and comes out the same when ranked again. */
const snapshotsUnchanged: Invariant = {
  ...{ id: 'I5', room: 'rankings', says: '冻结的年度排名没有改动：各行在快照根值之下，按定义重排逐行相同' },
  check: ({ database, violated }) =>
    database.snapshot(systemActor, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      const frozen = await tx.rows<{ id: string }>('select "snapshotId" as id from ranking_freeze order by 1');
      for (const { id } of frozen) {
        const snapshot = await wholeFrozen(tx, id);
        const where = `年度排名“${snapshot.title}”第 ${snapshot.version} 版（${id}）`;
        const rows = await wholeRows(tx, snapshot);
        const faults = rows.length > 0 ? rows : await replayRows(tx, snapshot);
        for (const fault of faults) violated(`${where}：${fault}`);
        if (snapshotRoot(snapshot.head, snapshot.rowsRoot) !== snapshot.root)
          violated(`${where}：抬头（定义、计数、放行、复核）或快照根值被改动过`);
      }
    }),
};

/** What must hold in this room. */
export const rankingInvariants: Invariant[] = [
  decisionsAudited('rankings', [
    { table: 'ranking', id: 'id', actions: ['rankings.create'] },
    { table: 'ranking_definition', id: 'id', actions: ['rankings.define'] },
    {
      table: 'ranking_definition_publication',
      objectType: 'ranking_definition',
      id: 'definitionId',
      actions: ['rankings.publishDefinition'],
    },
    { table: 'ranking_snapshot', id: 'id', actions: ['rankings.run'] },
    {
      table: 'ranking_tie_decision',
      objectType: 'ranking_snapshot',
      id: 'snapshotId',
      actions: ['rankings.decideTie'],
    },
    { table: 'ranking_freeze', objectType: 'ranking_snapshot', id: 'snapshotId', actions: ['rankings.freeze'] },
    { table: 'ranking_disclosure', objectType: 'ranking_snapshot', id: 'snapshotId', actions: ['rankings.disclose'] },
    { table: 'ranking_waiver', id: 'id', actions: ['rankings.waive'] },
  ]),
  snapshotsUnchanged,
];
