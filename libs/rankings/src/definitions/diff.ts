import { sourceWord } from '../evaluate/source-words';
import type { DefinitionBody, ExtraPoints, Indicator, Pillar, Scale } from './body';
import { bareCodes, type ScopeWords } from './scope-words';

/** The name of a fact by its code. */
export type FactLabel = (code: string) => string;
const asCode: FactLabel = (code) => code;

/** One thing that is otherwise than in another version of the definition. */
export interface DefinitionChange {
  what: string;
  before: string;
  after: string;
  /** It moves places by itself: weights, scope, rules; otherwise only year, day or wording. */
  matters: boolean;
}

/** How a definition differs from an earlier one (last year's), indicator by indicator, in words. */
export function definitionChanges(
  before: DefinitionBody,
  after: DefinitionBody,
  label: FactLabel = asCode,
  words: ScopeWords = bareCodes,
): DefinitionChange[] {
  const ids = [...new Set([...before.indicators, ...after.indicators].map(({ id }) => id))];
  const find = ({ indicators }: DefinitionBody, id: string) => indicators.find((one) => one.id === id);
  return [
    ...compared('', partsOf(before, label, words), partsOf(after, label, words)),
    ...ids.flatMap((id): DefinitionChange[] => {
      const [old, now] = [find(before, id), find(after, id)];
      const name = (now ?? old)?.label ?? id;
      if (!old)
        return [{ what: `指标：${name}`, before: '没有', after: `新增，权重 ${now?.weight ?? ''}`, matters: true }];
      if (!now) return [{ what: `指标：${name}`, before: `权重 ${old.weight}`, after: '删去', matters: true }];
      return compared(
        `指标：${name}，`,
        indicatorParts(old, label, before.pillars),
        indicatorParts(now, label, after.pillars),
      );
    }),
  ];
}

type Parts = Record<string, string>;
const wording = new Set(['名称', '依据', '年度', '评价日', '标签']);

function compared(prefix: string, before: Parts, after: Parts): DefinitionChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((what) => before[what] !== after[what])
    .map((what) => ({
      ...{ what: `${prefix}${what}`, before: before[what] ?? '', after: after[what] ?? '' },
      matters: !wording.has(what),
    }));
}

const list = (values: readonly string[], none = '不限') => (values.length === 0 ? none : values.join('、'));

/** Everything but the indicators, in words. */
export function partsOf(body: DefinitionBody, label: FactLabel = asCode, words: ScopeWords = bareCodes): Parts {
  const { scope, classes } = body;
  return {
    ...{ 名称: body.title, 性质: body.own ? '本局自定' : '按上级文件', 依据: body.basis },
    ...{ 年度: String(body.year), 评价日: body.asOf, 保留小数: `${body.decimals} 位（四舍五入）` },
    行政区划: list(scope.regions.map(words.region)),
    ...{ 园区: list(scope.zones.map(words.zone)), 行业: list(scope.industries.map(words.industry)) },
    所有制: list(scope.ownerships),
    称号: scope.title ? `${scope.title.kind}${scope.title.level ? `（${scope.title.level}）` : ''}` : '不限',
    规上: scope.aboveScale ? '只收规上企业' : '不限',
    ...(body.pillars && { 支柱: pillarWords(body.pillars) }),
    ...(body.extra && { 加分: extraWords(body.extra, label) }),
    并列: body.ties.length === 0 ? '同分同名次' : `同分依次比较 ${body.ties.join('、')}，仍相同的同名次`,
    入围线: body.places === null ? '不设' : `前 ${body.places} 名`,
    一票否决: list(
      body.vetoes.map(({ label, class: code }) => `${label}${code ? `→${code}` : ''}`),
      '没有',
    ),
    等次: classes
      ? classes.list
          .map(({ code, label, to, measure }) => {
            const limit = to === null ? '其余' : classes.by === 'share' ? `累计 ${to}%` : `${to} 分及以上`;
            return `${code} ${label}（${limit}，措施 ${measure}）`;
          })
          .join('、')
      : '不分等',
    暂用来源: list(
      body.provisionalSources.map((code) => sourceWord(code) ?? code),
      '没有',
    ),
  };
}

const handlings = { worst: '按最低计分', exclude: '不参评', computed: '照算' };
const gaps = {
  ...{ exclude: '不参评', lastYear: '用上年数', provisional: '暂按最低计分' },
  cohortMean: '取参评企业这一项的平均分',
};

const pillarWords = (pillars: readonly Pillar[]) =>
  `${pillars.map(({ label, weight }) => `${label} ${weight}`).join('、')}；总分 = Σ 支柱权重 × 支柱得分 ÷ 100`;

function extraWords({ cap, list: points }: ExtraPoints, label: FactLabel): string {
  const each = points.map(
    (one) =>
      `${one.label}${one.atLeast === undefined ? '' : `（${label(one.fact)} ≥ ${one.atLeast}）`} ${one.points} 分（${one.source}）`,
  );
  return `${each.join('、')}；合计最多 ${cap} 分，数据不知道的不加`;
}

/** One indicator in words. */
export function indicatorParts(
  { measure, scale, ...one }: Indicator,
  label: FactLabel = asCode,
  pillars: readonly Pillar[] = [],
): Parts {
  const pillar = pillars.find(({ id }) => id === one.pillar);
  const meanFor = one.meanFor?.map(label).join('、');
  return {
    ...{ 标签: one.label, ...(pillar && { 支柱: pillar.label }) },
    ...{ 指标: measureWords(measure, label), 权重: one.weight },
    方向: one.direction === 'up' ? '越大越好' : '越小越好',
    计分: scaleWords(scale, one.direction),
    缺数: meanFor === undefined ? gaps[one.gap] : `缺${meanFor}的${gaps[one.gap]}，缺别的不参评`,
    极小分母: one.minUnder === null ? '不设' : `小于 ${one.minUnder} 的${handlings[one.tiny]}`,
    负值: handlings[one.negative],
  };
}

function scaleWords(scale: Scale, direction: Indicator['direction']): string {
  switch (scale.kind) {
    case 'plain':
      return '数值 × 权重';
    case 'minMax': {
      const { base } = scale;
      return base === undefined ? '最小—最大归一 × 权重' : `权重 ×〔${base} +（100 − ${base}）× 最小—最大归一〕÷ 100`;
    }
    case 'benchmark': {
      const table = Object.entries(scale.byIndustry ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([code, value]) => `${code} 类 ${value}`);
      const other = table.length === 0 ? '' : `（按行业：${table.join('、')}，其余照前）`;
      const share = direction === 'up' ? '数值 ÷ 基准' : '基准 ÷ 数值';
      return `${share} × 权重，基准 ${scale.benchmark}${other}，下限 ${scale.floor}，上限 ${scale.cap ?? '不设'}`;
    }
  }
}

function measureWords(measure: Indicator['measure'], label: FactLabel): string {
  switch (measure.kind) {
    case 'score':
      return `标准 ${measure.standard} 的得分${measure.purpose === 'renewal' ? '（复核）' : ''}`;
    case 'fact':
      return label(measure.fact);
    case 'ratio':
      return `${label(measure.over)} ÷ ${label(measure.under)}`;
    case 'growth':
      return `${label(measure.fact)}比上年增长`;
  }
}

/** All of a definition in words, a line a rule. */
export const rulesOf = (body: DefinitionBody, label: FactLabel = asCode, words: ScopeWords = bareCodes) => [
  ...Object.entries(partsOf(body, label, words)).map(([what, says]) => ({ what, says })),
  ...body.indicators.map((one) => ({
    what: `指标：${one.label}`,
    says: Object.entries(indicatorParts(one, label, body.pillars))
      .filter(([what]) => what !== '标签')
      .map(([what, says]) => `${what} ${says}`)
      .join('；'),
  })),
];
