import { MapReader, Source, textOf } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';
import { isMap, isSeq, type Node } from 'yaml';
import { amountAt } from './values';

export const holders = ['enterprise', 'bureau', 'bank', 'nobody'] as const;
export const standings = ['received', 'pending', 'blocked', 'unclaimed'] as const;
export const doers = ['enterprise', 'reviewer', 'approver', 'rule'] as const;
export const budgetActs = ['reserve', 'commit', 'pay', 'release', 'cancel', 'bounce', 'refund'] as const;
export const demands = ['reason', 'account', 'evidence'] as const;
export type Standing = (typeof standings)[number];
export type Doer = (typeof doers)[number];
export type BudgetAct = (typeof budgetActs)[number];

/** A place a case stands in. */
export interface CaseState {
  code: string;
  label: string;
  holder: (typeof holders)[number];
  /** Term in working days; null: none. */
  workingDays: number | null;
  /** What an eligible enterprise with such a case counts as. */
  standing: Standing;
  /** For the enterprise, in plain words. */
  plain: string;
  /** Whether the enterprise is asked how it was handled (满意度) once a case gets here. */
  asks: boolean;
}

/** A way from some states to another. */
export interface CaseAct {
  code: string;
  label: string;
  from: readonly string[];
  to: string;
  by: Doer;
  budget: BudgetAct | null;
  needs: readonly (typeof demands)[number][];
  /** `service`: only of what takes no money. */
  only: 'service' | null;
}

/** How cases of support are dealt with (办理程序). */
export interface Procedures {
  /** Sum in 分 of an enterprise, a budget line and a year from which a second person approves. */
  approvalFrom: bigint;
  /** Least working days that results are shown for (公示). */
  noticeWorkingDays: number;
  /** Take-up of fewer enterprises than these is told together with others. */
  takeUpLeast: number;
  states: ReadonlyMap<string, CaseState>;
  acts: ReadonlyMap<string, CaseAct>;
}

const file = 'seeds/measures/procedures.yaml';
/** States the code itself begins a case in or asks for. */
const known = ['pushed', 'submitted', 'payable', 'ordered', 'failed', 'paid', 'published', 'recovering', 'recovered'];
let kept: Procedures | null = null;

/** The procedures of this installation, read once. @throws DomainError `MEASURES.BAD_PROCEDURES`. */
export function measureProcedures(): Procedures {
  kept ??= loadMeasureProcedures(readInstalledFile(file));
  return kept;
}

/** Reads them strictly. @throws DomainError `MEASURES.BAD_PROCEDURES` with every problem. */
export function loadMeasureProcedures(text: string): Procedures {
  const source = new Source(file, 'MEASURES.BAD_PROCEDURES');
  const top = source.parse(text);
  const read = top && readAll(new MapReader(source, top));
  source.throwIfBad('扶持措施的办理程序');
  return read as Procedures;
}

function readAll(reader: MapReader): Procedures {
  const approval = reader.map('approval');
  const approvalFrom = approval ? amountAt(approval, 'from') : 0n;
  approval?.done('from');
  const notice = reader.wholeNumbers('notice', { workingDays: [1, 999] });
  const { least } = reader.wholeNumbers('takeUp', { least: [1, 99] });
  const states = new Map(rows(reader, 'states').map(([code, one]) => [code, stateOf(code, one)]));
  for (const code of known) if (!states.has(code)) reader.source.fail(reader.node, `缺少环节“${code}”`);
  const acts = new Map(rows(reader, 'acts').map(([code, one]) => [code, actOf(code, one, states)]));
  reader.done('approval、notice、takeUp、states、acts');
  const reached = new Set(['pushed', 'submitted', ...[...acts.values()].map(({ to }) => to)]);
  for (const { code, holder } of states.values()) {
    if (!reached.has(code)) reader.source.fail(reader.node, `环节“${code}”没有动作能到`);
    if (holder !== 'nobody' && ![...acts.values()].some(({ from }) => from.includes(code)))
      reader.source.fail(reader.node, `环节“${code}”没有了结，也没有动作能离开`);
  }
  return { approvalFrom, noticeWorkingDays: notice.workingDays, takeUpLeast: least, states, acts };
}

function rows(reader: MapReader, key: string): [string, MapReader][] {
  return (reader.map(key)?.entries() ?? []).flatMap(({ key: code, keyNode, value }): [string, MapReader][] => {
    if (isMap(value) && /^[a-z][a-zA-Z]{2,19}$/.test(code)) return [[code, new MapReader(reader.source, value)]];
    reader.source.fail(keyNode, `“${code}”应为英文词，后面是“键: 值”的内容`);
    return [];
  });
}

function stateOf(code: string, one: MapReader): CaseState {
  const state = {
    ...{ code, label: one.text('label'), holder: one.choice('holder', holders), plain: one.text('plain') },
    ...{
      workingDays: one.has('workingDays') ? one.wholeNumber('workingDays', 1, 999) : null,
      standing: one.choice('standing', standings),
    },
    asks: one.has('asks') && one.choice('asks', ['true', 'false'] as const) === 'true',
  };
  one.done();
  return state;
}

function actOf(code: string, one: MapReader, states: ReadonlyMap<string, CaseState>): CaseAct {
  const words = (key: string): string[] => {
    const node = one.get(key);
    if (node === null) return [];
    return isSeq(node) ? node.items.map((item) => textOf(item as Node) ?? '') : [''];
  };
  const [from, to, needs] = [words('from'), one.text('to'), words('needs')];
  for (const state of [...from, to])
    if (!states.has(state)) one.source.fail(one.node, `动作“${code}”写了没有的环节“${state}”`);
  if (from.length === 0) one.source.fail(one.node, `动作“${code}”缺少“from”`);
  for (const need of needs)
    if (!(demands as readonly string[]).includes(need))
      one.source.fail(one.node, `“needs”里可用 ${demands.join('、')}`);
  const act = {
    ...{ code, label: one.text('label'), from, to, by: one.choice('by', doers), needs: needs as CaseAct['needs'] },
    only: one.has('only') ? one.choice('only', ['service'] as const) : null,
    budget: one.has('budget') ? one.choice('budget', budgetActs) : null,
  };
  one.done();
  return act;
}
