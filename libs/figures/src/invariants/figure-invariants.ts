import { decisionsAudited } from '@tidu/audit';
import { type Invariant, systemActor } from '@tidu/platform';

/** I7: the revisions of a year and source follow each other without a gap, and only the last may be in force. */
const revisionsFollow: Invariant = {
  ...{ id: 'I7', room: 'figures', says: '年度数据的修订号从 1 起连续，只有最后一版可以有效' },
  check: ({ database, violated }) =>
    database.snapshot(systemActor, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      const wrong = await tx.rows<{ enterpriseId: string; year: number; source: string; why: string }>(`
        select "enterpriseId", year, source, case when min(revision) <> 1 or max(revision) <> count(*) then '修订号不连续'
               else '有效的不是最后一版' end as why
        from figures group by "enterpriseId", year, source
        having min(revision) <> 1 or max(revision) <> count(*)
            or max(revision) filter (where "supersededAt" is null) <> max(revision) limit 1000`);
      for (const { enterpriseId, year, source, why } of wrong)
        violated(`企业 ${enterpriseId}，${year} 年，来源 ${source}：${why}`);
    }),
};

/** What must hold in this room. */
export const figureInvariants: Invariant[] = [
  decisionsAudited('figures', [
    { table: 'judgement', id: 'id', actions: ['figures.judge'] },
    { table: 'figure_resolution', id: 'id', actions: ['figures.resolve'] },
  ]),
  revisionsFollow,
];
