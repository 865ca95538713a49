import { rational } from '../rational';
import type { FactDefinition, FactValue } from '../fact';
import { changeText, displayFact, displayMeasure, shortLabel } from '../explain/display';
import type { AdviceState, AdviceStep, Alternative, HeldReason, StepKind } from './types';

const isNumber = (value: FactValue): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';

/** The values of a number that would do; null for an end that there is not. */
export interface Ends {
  least: bigint | null;
  most: bigint | null;
  /** Of levels: those that would do. */
  choices: readonly string[];
}

function demand(fact: FactDefinition, to: FactValue, { least, most, choices }: Ends): string {
  const shown = (value: bigint): string => displayMeasure(rational(value), fact);
  if (choices.length > 1) return `应为${choices.map((choice) => `“${displayFact(fact, choice)}”`).join('或')}`;
  if (!isNumber(to)) return `应为“${displayFact(fact, to)}”`;
  if (least === null) return most === null ? `如 ${displayFact(fact, to)}` : `不高于 ${shown(most)}`;
  if (most === null) return `不低于 ${shown(least)}`;
  if (least === most) return `恰为 ${shown(least)}`;
  // one smallest unit: only zero is excluded, because nothing can be divided by it
  if (least === 1n && fact.scale > 0) return `大于 0、不高于 ${shown(most)}`;
  return `${shown(least)} 至 ${shown(most)}`;
}

/** What has to be done about one fact, in one sentence without its full stop. */
export function stepText(
  fact: FactDefinition,
  from: FactValue,
  to: FactValue,
  about: { kind: StepKind; judgement: boolean; ends: Ends },
): string {
  const label = shortLabel(fact);
  if (about.judgement) return `${label}：待人工判断（${demand(fact, to, about.ends)}）`;
  if (about.kind === 'evidence') return `${label}：待补证明（${demand(fact, to, about.ends)}）`;
  if (from === null) return `${label}：缺数据（${demand(fact, to, about.ends)} 即可）`.replace('” 即可', '”即可');
  if (!isNumber(from) || !isNumber(to)) return `${label}：由“${displayFact(fact, from)}”变为“${displayFact(fact, to)}”`;
  const change = BigInt(to) - BigInt(from);
  return `${label}${changeText(fact, change)}（从 ${displayFact(fact, from)} 到 ${displayFact(fact, to)}）`;
}

const REASONS: Readonly<Record<HeldReason, string>> = {
  time: '年限只能随时间增长',
  closed: '属于已经结束的会计年度，数字不会再变',
  fixed: '不在可以改变之列',
};

export function heldText(
  fact: FactDefinition,
  from: FactValue,
  needed: FactValue,
  why: { reason: HeldReason; earliest: number | null },
): string {
  const asked = needed === null ? '' : `，需要 ${displayFact(fact, needed)}`;
  const when = why.earliest === null ? '' : `；最早于 ${why.earliest} 年申报时才会不同`;
  return `${shortLabel(fact)}现为 ${displayFact(fact, from)}${asked}：${REASONS[why.reason]}${when}`;
}

export function carriedText(fact: FactDefinition, from: FactValue, to: FactValue): string {
  return `${shortLabel(fact)}：由 ${displayFact(fact, from)} 变为 ${displayFact(fact, to)}`;
}

const KIND_WORDS: Readonly<Record<StepKind, string>> = {
  short: '值不够',
  evidence: '待补证明或判断',
  unknown: '缺数据',
};

/** `值不够：…；缺数据：…` */
export function alternativeText(steps: readonly AdviceStep[]): string {
  return (['short', 'evidence', 'unknown'] as const)
    .map((kind) => ({ kind, own: steps.filter((step) => step.kind === kind) }))
    .filter(({ own }) => own.length > 0)
    .map(({ kind, own }) => `${KIND_WORDS[kind]}：${own.map(({ text }) => text).join('、')}`)
    .join('；');
}

/** The sentence at the head of the list; what cannot move stands in `held`. */
export function adviceText(about: {
  state: AdviceState;
  deadline: string | null;
  alternatives: readonly Alternative[];
  later: readonly Alternative[];
}): string {
  const by = about.deadline === null ? '' : `到 ${about.deadline} `;
  const [first] = about.alternatives;
  const [waiting] = about.later;
  switch (about.state) {
    case 'met':
      return `${by}按现有数据已经达到，无需再做`;
    case 'possible':
      return `${by}有 ${about.alternatives.length} 种办法，最省的一种 ${first?.steps.length ?? 0} 步`;
    case 'later':
      return `${about.deadline === null ? '现在能改变的' : `${about.deadline} 之前能做的`}都不够${waiting?.earliest ? `，最早于 ${waiting.earliest} 年申报` : ''}`;
    case 'undecided':
      return '组合太多，没有算完，暂时给不出办法';
    case 'impossible':
    case 'refused':
      return `${by}按可以改变的指标无法达到`;
  }
}
