import { type Invariant, systemActor } from '@tidu/platform';
import { rootOf, rowsOf } from './packs.queries';

/** I5: what was frozen for a meeting is still what was frozen: its rows lead to the root that is printed on it. */
export const packsUnchanged: Invariant = {
  ...{ id: 'I5', room: 'recognition', says: '冻结的上会材料没有改动，各行仍在印出的快照根值之下' },
  check: ({ database, violated, note }) =>
    database.snapshot(systemActor, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      const packs = await tx.rows<{ id: string; title: string; cases: number; root: string }>(
        'select id, title, cases, root from meeting_pack order by id',
      );
      for (const { id, title, cases, root } of packs) {
        const rows = await rowsOf(tx, id);
        // an enterprise that was removed takes its rows with it
        if (rows.length < cases) note(`上会材料“${title}”（${id}）：${cases} 行，现有 ${rows.length} 行，不能核对根值`);
        else if (rootOf(rows) !== root) violated(`上会材料“${title}”（${id}）：内容与冻结时的根值不符，改动过`);
      }
    }),
};
