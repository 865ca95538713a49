/** Stages from the pool to the title (漏斗), in their order. */
export const funnelStages = ['pool', 'near', 'declared', 'recommended', 'recognised'] as const;
export type FunnelStage = (typeof funnelStages)[number];

/** What each counts, in enterprises, as it is told beside the number: a case stands where this says, and nowhere else. */
export const stageWords: Readonly<Record<FunnelStage, { label: string; means: string }>> = {
  pool: { label: '在培育库', means: '目标称号、目标年度是所选的，现在还在库的企业；已出库的不算。' },
  near: {
    label: '接近',
    means: '最近一次预演建议入库、没有驳回的企业。它们不在库里，也还没有责任人：按责任人筛时不计。年度按建议的日期。',
  },
  declared: {
    label: '已申报',
    means: '在所选年度开窗的批次里提交过的企业，后来撤回、未通过的也算；只在填报、没有提交过的不算。',
  },
  recommended: { label: '已推荐', means: '本级同意推荐过的企业，后来异议成立、上级未认定的也算。' },
  recognised: { label: '已认定', means: '按名单认定的企业；以后取消称号的也算。' },
};

/** What the funnel is narrowed by. */
export interface FunnelFilter {
  title?: string;
  /** Of the application: when the window of the batch opened. */
  year?: number;
  /** GB/T 2260, a prefix. */
  region?: string;
  /** Account of who looks after it. */
  officer?: string;
}

interface Stage {
  from: string;
  /** Of the row that is counted: what the list opens. */
  id: string;
  title: string;
  year: string;
  officer: string;
  where: string;
}

const openedIn = `extract(year from b."opensAt" at time zone 'Asia/Shanghai')`;
const cases = {
  from: `application a join recognition_batch b on b.id = a."batchId" join enterprise e on e.id = a."enterpriseId"`,
  ...{ id: 'a.id', title: 'b.title', year: openedIn, officer: 'a."officerId"' },
};

const stages: Readonly<Record<FunnelStage, Stage>> = {
  pool: {
    from: 'pool_entry p join enterprise e on e.id = p."enterpriseId"',
    ...{ id: 'p.id', title: 'p.title', year: 'p.year', officer: 'p."officerId"', where: 'p."leftOn" is null' },
  },
  near: {
    from: 'pool_proposal p join enterprise e on e.id = p."enterpriseId"',
    ...{ id: 'e.id', title: 'p.title', officer: 'null::uuid', where: 'p."dismissedAt" is null' },
    year: `extract(year from p."foundAt" at time zone 'Asia/Shanghai')`,
  },
  declared: { ...cases, where: 'a."submittedAt" is not null' },
  recommended: {
    ...cases,
    where: `exists (select from application_step s where s."applicationId" = a.id and s.action = 'approve')`,
  },
  recognised: { ...cases, where: `a.state = 'recognised'` },
};

/** The cases of a filter, for whatever asks about their time. */
export const casesOf = (filter: FunnelFilter): [sql: string, values: unknown[]] => {
  const [conditions, values] = conditionsOf(stages.declared, filter);
  return [`from ${cases.from} where ${conditions}`, values];
};

/**
 * The enterprises of a stage, once each: the one query from which both the number and its list come. `id` is the row that
 * stands for the enterprise: its last entry, proposal or case.
 */
export function stageSql(stage: FunnelStage, filter: FunnelFilter): [sql: string, values: unknown[]] {
  const { from, id } = stages[stage];
  const [conditions, values] = conditionsOf(stages[stage], filter);
  return [
    `select distinct on (e.id) ${id} as id, e.id as "enterpriseId", e.name, e."creditCode", e."regionCode"
     from ${from} where ${conditions} order by e.id, ${id} desc`,
    values,
  ];
}

function conditionsOf(stage: Stage, { title, year, region, officer }: FunnelFilter): [string, unknown[]] {
  const [parts, values]: [string[], unknown[]] = [[stage.where], []];
  const add = (part: (n: string) => string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    parts.push(part(`$${values.length}`));
  };
  add((n) => `${stage.title} = ${n}`, title);
  add((n) => `${stage.year} = ${n}`, year);
  add((n) => `e."regionCode" like ${n} || '%'`, region?.replace(/(00)+$/, ''));
  add((n) => `${stage.officer} = ${n}::uuid`, officer);
  return [parts.join(' and '), values];
}
