import { type Invariant, systemActor } from '@tidu/platform';

/** I15: every row of a list that was read is matched, in the queue, not ours or rejected; none is lost, none counts twice. */
export const rowsAccounted: Invariant = {
  ...{ id: 'I15', room: 'recognition', says: '每份官方名单的每一行，都在“已对上、待判断、不在本区、没有读懂”之一' },
  check: ({ database, violated }) =>
    database.snapshot(systemActor, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      const wrong = await tx.rows<{ document: string; rowsIn: number; n: number; unread: number }>(`
        select l.document, l."rowsIn", count(r.id)::int as n,
          (count(r.id) filter (where r.state not in ('matched', 'ambiguous', 'notOurs', 'rejected')))::int as unread
        from official_list l left join official_list_row r on r."listId" = l.id and r."fileId" = l."fileId"
        where l."fileId" is not null group by l.id
        having count(r.id) <> l."rowsIn" or bool_or(r.state not in ('matched', 'ambiguous', 'notOurs', 'rejected')) limit 1000`);
      for (const { document, rowsIn, n, unread } of wrong)
        violated(`名单 ${document}：${rowsIn} 行，找到 ${n} 行，其中没有结果的 ${unread} 行`);
    }),
};
