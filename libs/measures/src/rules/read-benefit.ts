import { type ConditionsHead, type FactDictionary, MapReader, readConditions, textOf } from '@tidu/criteria';
import { isMap, isSeq, type Node } from 'yaml';
import type { Benefit, ClaimInput, Level } from './measure';
import { amountAt, shareAt } from './values';

const kinds = ['fixed', 'topUp', 'ratio', 'interest', 'tiered', 'service'] as const;

/** What an enterprise gets, with every figure it is worked out from among the inputs. */
export function readBenefit(
  top: MapReader,
  dictionary: FactDictionary,
  head: ConditionsHead,
  inputs: readonly ClaimInput[],
): Benefit {
  const reader = top.map('benefit');
  if (!reader) return { kind: 'service', what: '' };
  const kind = reader.choice('kind', kinds);
  const input = (key: string, type: ClaimInput['type']): string => {
    const code = reader.text(key);
    if (code !== '' && !inputs.some((one) => one.code === code && one.type === type))
      reader.source.fail(reader.place(key), `“inputs”里没有类型为 ${type} 的“${code}”，请先写在那里`);
    return code;
  };
  const levels = <T>(own: (one: MapReader) => T) => levelsOf(reader, dictionary, head, own);
  const benefit = (): Benefit => {
    switch (kind) {
      case 'fixed':
      case 'topUp':
        return {
          kind: 'fixed',
          topUp: kind === 'topUp',
          levels: levels((one) => ({ amount: amountAt(one, 'amount') })),
        };
      case 'ratio':
        return {
          ...{ kind, base: input('base', 'money') },
          levels: levels((one) => ({ rate: shareAt(one, 'rate'), cap: one.has('cap') ? amountAt(one, 'cap') : null })),
        };
      case 'interest':
        return {
          ...{ kind, principal: input('principal', 'money'), days: input('days', 'days') },
          rate: textOf(reader.get('rate'))?.endsWith('%')
            ? shareAt(reader, 'rate')
            : { input: input('rate', 'percent') },
          share: reader.has('share') ? shareAt(reader, 'share') : { num: 1n, den: 1n },
        };
      case 'tiered':
        return { kind, by: input('by', 'money'), steps: stepsOf(reader) };
      case 'service':
        return { kind, what: reader.text('what') };
    }
  };
  const found = benefit();
  reader.done();
  return found;
}

function levelsOf<T>(
  reader: MapReader,
  dictionary: FactDictionary,
  head: ConditionsHead,
  own: (one: MapReader) => T,
): (Level & T)[] {
  const { source } = reader;
  const nodes = reader.list('levels');
  return nodes.flatMap((node, i): (Level & T)[] => {
    if (!isMap(node)) {
      source.fail(node, '“levels”的每一项应形如 { label: 小巨人, amount: 30万, when: [条件] }');
      return [];
    }
    const one = new MapReader(source, node);
    const when = one.has('when') ? conditionsOf(one, dictionary, { ...head, id: `${head.id}-level-${i + 1}` }) : null;
    if (when === null && !one.has('when') && i < nodes.length - 1)
      source.fail(node, '没有“when”的一档适用于其余所有企业，应写在最后');
    const level = { label: one.text('label'), when, ...own(one) };
    one.done();
    return [level];
  });
}

function conditionsOf(reader: MapReader, dictionary: FactDictionary, head: ConditionsHead) {
  const node = reader.get('when');
  const nodes = isSeq(node) ? (node.items as Node[]) : node === null ? [] : [node];
  if (nodes.length > 0) return readConditions(reader.source, nodes, dictionary, head);
  reader.source.fail(reader.node, '“when”应是条件的列表，至少一项');
  return null;
}

function stepsOf(reader: MapReader): { atLeast: bigint; amount: bigint }[] {
  const steps = reader.list('steps').flatMap((node) => {
    if (!isMap(node)) {
      reader.source.fail(node, '“steps”的每一项应形如 { atLeast: 500万, amount: 20万 }');
      return [];
    }
    const one = new MapReader(reader.source, node);
    const step = { atLeast: amountAt(one, 'atLeast'), amount: amountAt(one, 'amount') };
    one.done('atLeast、amount');
    return [step];
  });
  if (steps.some(({ atLeast }, i) => i > 0 && atLeast >= (steps[i - 1]?.atLeast ?? 0n)))
    reader.source.fail(reader.place('steps'), '“steps”应从高到低写');
  return steps;
}
