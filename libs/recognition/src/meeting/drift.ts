import { canonicalJson } from '@tidu/criteria';
import type { HeadRow, PackHead } from './head';

/** One thing that is otherwise by now than in a frozen pack. */
export interface Drift {
  applicationId: string;
  name: string;
  what: string;
  /** As it stands in the pack, and today. */
  before: string;
  after: string;
}

const points = (value: number | null) => (value === null ? '没有' : String(value / 10_000));
const yes = (value: boolean) => (value ? '是' : '否');

/** What is compared, and how it is told. */
const told: Readonly<Record<string, (head: PackHead) => string>> = {
  名次: ({ place, size }) => (size > 1 ? `${place}（${size} 件并列）` : String(place)),
  线以内: ({ before }) => yes(before),
  线上同分: ({ tied }) => yes(tied),
  企业名称: ({ name }) => name,
  信用代码: ({ creditCode }) => creditCode,
  地区: ({ regionName }) => regionName,
  环节: ({ stateLabel }) => stateLabel,
  提交: ({ revision }) => `第 ${revision} 次`,
  最低分: ({ minPoints }) => points(minPoints),
  最高分: ({ maxPoints }) => points(maxPoints),
  人工判断: ({ judged }) => canonicalJson(judged),
};

/** How the order differs from the one that was frozen; none: the pack is as things are. */
export function driftOf(
  frozen: readonly { applicationId: string; head: PackHead }[],
  now: readonly HeadRow[],
): Drift[] {
  const today = new Map(now.map(({ applicationId, head }) => [applicationId, head]));
  const then = new Set(frozen.map(({ applicationId }) => applicationId));
  return [
    ...frozen.flatMap(({ applicationId, head }) => {
      const after = today.get(applicationId);
      if (!after)
        return [{ applicationId, name: head.name, what: '参加排名', before: '在', after: '已不在（撤回或办结）' }];
      return Object.entries(told).flatMap(([what, say]) =>
        say(head) === say(after)
          ? []
          : [{ applicationId, name: head.name, what, ...shown(what, say(head), say(after)) }],
      );
    }),
    ...now
      .filter(({ applicationId }) => !then.has(applicationId))
      .map(({ applicationId, head }) => ({
        ...{ applicationId, name: head.name, what: '参加排名', before: '不在', after: `第 ${head.place} 名` },
      })),
  ];
}

/** Which facts were judged otherwise is for the case to tell. */
const shown = (what: string, before: string, after: string) =>
  what === '人工判断' ? { before: '冻结时的', after: '有增减或改动' } : { before, after };
