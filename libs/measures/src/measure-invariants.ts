import { type Invariant, systemActor } from '@tidu/platform';

/** I3: what a budget line says is what its cases hold and what its ledger adds up to; yearly caps likewise. */
export const budgetAddsUp: Invariant = {
  ...{
    id: 'I3',
    room: 'measures',
    says: '每条预算的预留、承诺、已付等于各件之和与台账之和，没有超支；年度限额等于各件之和',
  },
  check: ({ database, violated }) =>
    database.snapshot(systemActor, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      const lines = await tx.rows<{ code: string; year: number }>(`
        select l.code, l.year::int as year from budget_line l
        left join lateral (select coalesce(sum(amount) filter (where held = 'reserved'), 0) as reserved,
            coalesce(sum(amount) filter (where held = 'committed'), 0) as committed,
            coalesce(sum(amount) filter (where held = 'paid'), 0) as paid
          from measure_case c where c."lineId" = l.id) c on true
        left join lateral (select coalesce(sum(case act when 'reserve' then amount when 'release' then -amount when 'commit' then -amount else 0 end), 0) as reserved,
            coalesce(sum(case act when 'commit' then amount when 'cancel' then -amount when 'pay' then -amount when 'bounce' then amount else 0 end), 0) as committed,
            coalesce(sum(case act when 'pay' then amount when 'bounce' then -amount when 'refund' then -amount else 0 end), 0) as paid
          from budget_entry b where b."lineId" = l.id) b on true
        where (l.reserved, l.committed, l.paid) is distinct from (c.reserved, c.committed, c.paid)
          or (l.reserved, l.committed, l.paid) is distinct from (b.reserved, b.committed, b.paid) limit 1000`);
      for (const { code, year } of lines) violated(`预算 ${code}（${year} 年）与各件或台账之和不符`);
      const caps = await tx.rows<{ enterpriseId: string; cap: string }>(`
        select u."enterpriseId", u.cap from year_cap_use u
        left join lateral (select coalesce(sum(c.amount), 0) as sum from measure_case c join budget_line l on l.id = c."lineId"
          where c."enterpriseId" = u."enterpriseId" and c.cap = u.cap and l.year = u.year) c on true
        where u.used <> c.sum limit 1000`);
      for (const { enterpriseId, cap } of caps) violated(`企业 ${enterpriseId} 的年度限额 ${cap} 与各件之和不符`);
      const lists = await tx.rows<{ number: string }>(`
        select d.number from disbursement d
        left join lateral (select count(*) as n, coalesce(sum(amount), 0) as sum from disbursement_item i where i."disbursementId" = d.id) i on true
        where i.n = d.items and i.sum <> d.total limit 1000`);
      for (const { number } of lists) violated(`付款清单 ${number} 的合计与各笔之和不符`);
    }),
};

export const measureInvariants: readonly Invariant[] = [budgetAddsUp];
