import { decisionsAudited } from '@tidu/audit';
import { type Invariant, systemActor } from '@tidu/platform';
import { snapshotRoot } from './run/row-tree';
import { wholeFrozen } from './snapshots/frozen';
import { replayRows, wholeRows } from './snapshots/whole-rows';

/** I18: every division of a parcel adds up, an area list holds what it counts, and so does what was written of it. */
const sharesAddUp: Invariant = {
  ...{
    id: 'I18',
    room: 'rankings',
    says: '每个地块在每一天的份额加公共、空置正好等于地块面积；面积公示与所写的行数相符，写入的用地面积等于各家之和',
  },
  check: ({ database, violated }) =>
    database.snapshot(systemActor, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      const divisions = await tx.rows<{ number: string; validFrom: string; revision: number }>(
        `select p.number, d."validFrom"::text as "validFrom", d.revision from parcel_division d join parcel p on p.id = d."parcelId"
         where d.area <> d."publicArea" + d."vacantArea"
           + coalesce((select sum(s.area) from parcel_share s where s."divisionId" = d.id), 0) order by 1, 3 limit 1000`,
      );
      for (const { number, validFrom, revision } of divisions)
        violated(`地块 ${number} 自 ${validFrom} 的划分（第 ${revision} 次）：份额合计不等于地块面积`);
      const bare = await tx.rows<{ number: string }>(
        `select number from parcel p where not exists (select from parcel_division d where d."parcelId" = p.id) limit 1000`,
      );
      for (const { number } of bare) violated(`地块 ${number}：没有任何划分`);
      const lists = await tx.rows<{ title: string }>(
        `select l.title from area_writing w join area_list l on l.id = w."listId"
         cross join lateral (
           select coalesce(sum(a.area), 0) as area, count(*) as enterprises from area_written a where a."listId" = l.id) a
         where w.area <> a.area or w.enterprises <> a.enterprises`,
      );
      for (const { title } of lists) violated(`面积公示“${title}”：写入的合计与各家之和不符`);
      const counted = await tx.rows<{ title: string }>(
        `select l.title from area_list l left join (
           select "listId", count(*) as items, count(distinct "parcelId") as parcels from area_list_item group by 1) c
           on c."listId" = l.id where (l.items, l.parcels) is distinct from (c.items, c.parcels)`,
      );
      for (const { title } of counted) violated(`面积公示“${title}”：名单的行数、地块数与所写的不符`);
    }),
};

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
    {
      table: 'parcel',
      id: 'id',
      where:
        't."createdBy" is not null and not exists (select from parcel_division d where d."parcelId" = t.id and d."jobId" is not null)',
      actions: ['parcels.create'],
    },
    { table: 'parcel_division', id: 'id', where: '"jobId" is null', actions: ['parcels.divide', 'parcels.end'] },
    {
      table: 'parcel_division',
      objectType: 'job_run',
      id: 'jobId',
      where: '"jobId" is not null',
      actions: ['parcels.import', 'parcels.undoImport'],
    },
    { table: 'area_list', id: 'id', actions: ['parcels.publishList'] },
    { table: 'area_writing', objectType: 'area_list', id: 'listId', actions: ['parcels.writeAreas'] },
    {
      table: 'area_objection',
      id: 'id',
      where: `state in ('upheld', 'dismissed', 'noted')`,
      actions: ['parcels.upholdObjection', 'parcels.dismissObjection', 'parcels.fileObjection'],
    },
  ]),
  snapshotsUnchanged,
  sharesAddUp,
];
