import type { Day } from '@tidu/kernel';
import { todayOf, type Transaction } from '@tidu/platform';
import type { Effect } from '../rules/effect';
import { type LevelTitle, type RelationKind, type RelationRule, relationRules } from '../rules/relation-rules';
import { type Makes, similarProducts } from './similar';

/** A firm that aims at a title. */
export interface Aiming extends LevelTitle {
  /** By which it is found again: its case, or the firm itself. */
  key: string;
  enterpriseId: string;
}

/** A rule that is met, with those who meet it. */
export interface RelationFound {
  rule: RelationRule;
  /** What follows: of `blocks`, to explain where it can't be told whether products are similar. */
  effect: Effect;
  others: { id: string; unsure: boolean }[];
}

interface Kin extends Makes {
  enterpriseId: string;
  otherId: string;
  relation: RelationKind;
  titles: LevelTitle[];
  cases: (LevelTitle & { state: string })[];
}

/** How a firm stands to others of a day. */
export interface Related {
  found: RelationFound[];
  /** Whether it is of a group that a rule about its title looks at. */
  hasGroup: boolean;
}

/** What rules find between firms that aim at titles and their kin, over the whole register, by key. */
export async function relationsOf(tx: Transaction, aiming: readonly Aiming[]): Promise<Map<string, Related>> {
  const today = await todayOf(tx);
  const looked = aiming.filter((one) => rulesFor(one, today).length > 0);
  if (looked.length === 0) return new Map();
  const kin = await tx.rows<Kin>(
    'select "enterpriseId", "otherId", relation, titles, cases, products, industry from recognition_kin($1, $2)',
    [[...new Set(looked.map(({ enterpriseId }) => enterpriseId))], today],
  );
  return new Map(
    looked.map((one) => {
      const own = kin.filter(({ enterpriseId }) => enterpriseId === one.enterpriseId);
      const rules = rulesFor(one, today);
      return [
        one.key,
        {
          found: rules.flatMap((rule) => foundBy(rule, one, own)),
          hasGroup:
            rules.some(({ relation }) => relation === 'group') && own.some(({ relation }) => relation === 'group'),
        },
      ];
    }),
  );
}

const same = (one: LevelTitle, other: LevelTitle) => one.title === other.title && one.level === other.level;

const rulesFor = (aim: LevelTitle, today: Day): RelationRule[] =>
  relationRules().rules.filter((rule) => same(rule, aim) && rule.from <= today);

function foundBy(rule: RelationRule, aim: Aiming, kin: readonly Kin[]): RelationFound[] {
  const { similar, states } = relationRules();
  const self = kin.find(({ relation }) => relation === 'self');
  const others = kin
    .filter(({ relation }) => relation === rule.relation)
    .filter(({ titles, cases }) => {
      if (rule.against === 'holds') return titles.some((held) => rule.holds !== null && same(held, rule.holds));
      const wanted = states[rule.against];
      return cases.some((one) => same(one, aim) && wanted.includes(one.state));
    })
    .map((one) => ({ id: one.otherId, is: rule.similar && self ? similarProducts(self, one, similar) : 'yes' }))
    .filter(({ is }) => is !== 'no')
    .map(({ id, is }) => ({ id, unsure: is === 'unknown' }));
  if (others.length === 0) return [];
  return [{ rule, others, effect: others.every(({ unsure }) => unsure) ? 'explain' : rule.effect }];
}

/** How a rule that is met is told to staff: those in sight by name, the others only as such. */
export async function relationWords(tx: Transaction, { rule, others }: RelationFound): Promise<string> {
  const { words, source, relation } = rule;
  if (relation === 'self') return `${words}（${source}）`;
  const named = await tx.rows<{ id: string; name: string }>(
    'select id, name from enterprise where id = any($1::uuid[]) order by name',
    [others.map(({ id }) => id)],
  );
  const unsure = new Set(others.flatMap(({ id, unsure: is }) => (is ? [id] : [])));
  const shown = named.slice(0, 5).map(({ id, name }) => (unsure.has(id) ? `${name}（主导产品不清楚，请核实）` : name));
  const hidden = others.length - Math.min(named.length, 5);
  const who = [
    ...shown,
    ...(hidden > 0 ? [`另有 ${hidden} 家${named.length < others.length ? '不在您的负责范围' : ''}`] : []),
  ];
  return `${words}：${who.join('、')}（${source}）`;
}
