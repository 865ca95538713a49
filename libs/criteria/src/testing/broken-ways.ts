import { isMap, isScalar, isSeq, type Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { items, type Place, put, putText, scalar, textAt, type Way, written } from './broken';

/** Every way to break a standard that we thought of: none of them can leave a standard behind. */

const COMPARATORS = new Set(['atLeast', 'atMost', 'moreThan', 'lessThan']);
const MEASURES = new Set(['fact', 'sum', 'mean', 'ratio', 'growth', 'compoundGrowth']);
const POINTS = new Set([
  'bands',
  'byValue',
  'ladder',
  'betterOf',
  'count',
  'perFull',
  'asPoints',
  'benchmark',
  'minMax',
]);
/** Keys that nothing can stand without, wherever they are. */
const ALWAYS = new Set([
  ...['version', 'name', 'source', 'region', 'periods', 'number', 'issuer', 'level', 'label', 'extends', 'overrides'],
  ...['sum', 'mean', 'ratio', 'growth', 'compoundGrowth', 'all', 'any', 'judgement', 'is', 'oneOf', ...POINTS],
  ...['else', 'points', 'full', 'indicators', 'total', 'each', 'of', 'every', 'weight', 'takes', 'gives', 'classes'],
  ...['by', 'rows', 'limits', 'startsWith', 'value', 'amount', 'times', 'application', 'renewal'],
]);

const has = (map: Place['map'], key: string): boolean => map.items.some((pair) => pair.key.value === key);
const valueOf = (map: Place['map'], key: string): Node | null => map.items.find((pair) => pair.key.value === key)?.value ?? null; // prettier-ignore
const setKey = (map: Place['map'], key: string, value: Node): void => {
  const pair = map.items.find((one) => one.key.value === key);
  if (pair) pair.value = value;
  else map.items.push(new Pair(scalar(key), value));
};
const isText = ({ pair }: Place): boolean => isScalar(pair.value);
const inside = ({ path }: Place, name: string): boolean => path.slice(0, -1).includes(name);
const add = ({ map }: Place, key: string, value: Node): void => void map.items.push(new Pair(scalar(key), value));
const seq = (...texts: string[]): YAMLSeq => Object.assign(new YAMLSeq(), { items: texts.map(scalar), flow: true });
const keys = (entries: Record<string, Node | string>): YAMLMap => {
  const map = new YAMLMap();
  for (const [key, value] of Object.entries(entries))
    map.items.push(new Pair(scalar(key), typeof value === 'string' ? scalar(value) : value));
  return map;
};
const copy = (node: Node | null): Node => (node as Node).clone() as Node;
/** Directly below an id of `overrides`, where what is absent stays as it was. */
const overrides = ({ path }: Place): boolean => path[0] === 'overrides' && path.length === 3;
const isBandOrLimit = ({ path }: Place): boolean => ['bands', 'limits', 'ladder'].includes(String(path.at(-3)));
/** Inside a condition that compares: `{ fact: revenue, atLeast: 500万 }`. */
const isComparison = (place: Place): boolean =>
  COMPARATORS.has(place.key) &&
  isText(place) &&
  !isBandOrLimit(place) &&
  !has(place.map, 'weight') &&
  place.map.items.some(({ key }) => MEASURES.has(key.value));

function isNeeded(place: Place): boolean {
  const { key, map, path } = place;
  if (overrides(place) || path[0] === 'changes') return false;
  // one of two purposes may be absent among the periods
  if (['application', 'renewal'].includes(key) && !inside(place, 'byPurpose')) return false;
  if (key === 'id') return true;
  if (key === 'grants' || key === 'requires') return !has(map, 'extends');
  if (key === 'fact') return true;
  if (key === 'text') return !has(map, 'full');
  if (key === 'confidence') return path[0] === 'periods' || path[0] === 'parameters';
  if (key === 'years') return has(map, 'compoundGrowth');
  if (COMPARATORS.has(key)) {
    const tests = map.items.filter((pair) => COMPARATORS.has(pair.key.value));
    return tests.length === 1 && !has(map, 'full') && !has(map, 'weight');
  }
  return ALWAYS.has(key);
}

/** The maps of a staircase of bands, best first. */
const steps = (place: Place): Place['map'][] => (place.key === 'bands' ? (items(place).filter(isMap) as Place['map'][]) : []); // prettier-ignore
const testOf = (band: Place['map'] | undefined): Place['pair'] | undefined => band?.items.find(({ key }) => COMPARATORS.has(key.value)); // prettier-ignore
const isPercent = (place: Place): boolean => steps(place).length > 1 && steps(place).every((band) => /%$/.test(String(testOf(band)?.value))); // prettier-ignore
/** Gives the second band another end, so many steps from the first one's: below 1 leaves a gap, above 1 overlaps. */
function closeSecond(place: Place, share: number): void {
  const [best, second] = steps(place).map(testOf);
  const [a, b] = [best, second].map((pair) => Number(String(pair?.value).replace('%', ''))) as [number, number];
  const end = Math.round((b + (a - b) * share) * 100) / 100;
  const key = second?.key.value === 'atLeast' ? 'lessThan' : 'moreThan';
  steps(place)[1]?.items.push(new Pair(scalar(key), scalar(`${end}%`)));
}

const isDayKey = (place: Place): boolean => /^\d{4}-\d\d-\d\d$/.test(textAt(place));
const clauseIds = (place: Place): Place[] => {
  const found: Place[] = [];
  const walk = (node: unknown, inRows: boolean): void => {
    if (isSeq(node)) return node.items.forEach((item) => walk(item, inRows));
    if (!isMap(node)) return;
    for (const pair of node.items as Place['pair'][]) {
      if (pair.key.value === 'id' && !inRows) found.push({ ...place, pair, key: 'id', map: node as Place['map'] });
      walk(pair.value, inRows || pair.key.value === 'rows');
    }
  };
  walk(place.document.get('requires'), false);
  return found;
};
const isLaterId = (place: Place): boolean => {
  const ids = place.key === 'id' && place.path[0] === 'requires' ? clauseIds(place) : [];
  return ids.findIndex(({ pair }) => pair === place.pair) > 0;
};

const entry = (version: string, day: string): YAMLMap =>
  keys({
    ...{ version, day, titles: seq('littleGiant'), regions: seq('nation') },
    ...{
      periods: keys({ application: keys({ from: '2027-01-01' }) }),
      text: '按更正通知提高营业收入门槛，另加一句说明。',
    },
  });
/** A third version, whose entries of changes are these. */
function changed(place: Place, ...entries: YAMLMap[]): { at: string } {
  putText(place, '3');
  add(place, 'changes', Object.assign(new YAMLSeq(), { items: entries }));
  return { at: 'changes' };
}
const isHead = ({ path }: Place): boolean => path.length === 1;
const ownId = ({ document }: Place): string => String(document.get('id'));

const wording: Way[] = [
  {
    name: 'a key renamed',
    where: ({ path }) => path.at(-2) !== 'parameters',
    make: ({ pair }) => void (pair.key.value = `${pair.key.value}x`),
    around: true,
  },
  {
    name: 'a key removed that is needed',
    where: isNeeded,
    make: ({ map, pair }) => void map.items.splice(map.items.indexOf(pair), 1),
    around: true,
  },
  {
    name: 'a key twice',
    where: isText,
    make: (place) => add(place, place.key, copy(place.pair.value)),
    says: /同一个键写了两次/,
  },
  { name: 'an unknown key beside it', where: isText, make: (place) => (add(place, 'colour', scalar('red')), { at: 'colour' }) }, // prettier-ignore
  { name: 'a text where a list belongs', where: ({ pair }) => isSeq(pair.value), make: (place) => putText(place, '试') }, // prettier-ignore
  { name: 'a text where keys belong', where: ({ pair }) => isMap(pair.value), make: (place) => putText(place, '试'), around: true }, // prettier-ignore
  { name: 'keys where a text belongs', where: isText, make: (place) => put(place, keys({ x: '1' })), around: true },
  { name: 'a list where a text belongs', where: isText, make: (place) => put(place, seq('试')), around: true },
  { name: 'nothing where a text belongs', where: isText, make: (place) => putText(place, ''), around: true },
  { name: 'a list of nothing', where: ({ pair }) => isSeq(pair.value), make: (place) => put(place, seq()) },
];

const words: Way[] = [
  { name: 'a confidence that is none', where: ({ key }) => key === 'confidence', make: (place) => putText(place, 'D'), says: /A、B、C/ }, // prettier-ignore
  { name: 'a title nobody grants', where: ({ path }) => path[0] === 'grants' && path[1] === 'title', make: (place) => putText(place, 'bestSme'), says: /bestSme/ }, // prettier-ignore
  { name: 'a level that is none', where: ({ path }) => path[1] === 'level', make: (place) => putText(place, 'planet'), says: /planet/ }, // prettier-ignore
  { name: 'a region by name', where: ({ path }) => path[0] === 'region', make: (place) => putText(place, '洛阳'), says: /六位行政区划代码/ }, // prettier-ignore
  { name: 'a version that is none', where: ({ path }) => path[0] === 'version', make: (place) => putText(place, '1.5'), says: /从 1 起的整数/ }, // prettier-ignore
  { name: 'an id with capitals', where: (place) => place.key === 'id' && !inside(place, 'rows'), make: (place) => putText(place, 'Bad_Id'), says: /Bad_Id/ }, // prettier-ignore
  { name: 'an id used before', where: isLaterId, make: (place) => putText(place, textAt(clauseIds(place)[0] as Place)), says: /已经用过/ }, // prettier-ignore
  {
    name: 'a judgement beside a rule',
    where: ({ key, path }) => (key === 'all' || key === 'any') && path[0] === 'requires',
    make: (place) => add(place, 'judgement', scalar('governanceSound')),
    around: true,
    says: /同时写了/,
  },
];

const firstScalar = (place: Place): boolean => isScalar(items(place)[0]);
const facts: Way[] = [
  { name: 'a fact nobody knows', where: ({ key, pair }) => ['fact', 'judgement', 'gives', 'by'].includes(key) && isScalar(pair.value), make: (place) => putText(place, `${textAt(place)}x`), says: /指标字典里没有/ }, // prettier-ignore
  {
    name: 'a fact nobody knows in a calculation',
    where: (place) => (MEASURES.has(place.key) || place.key === 'of') && firstScalar(place),
    make: (place) => put(place, seq('turnover', ...items(place).slice(1).map(String))),
    says: /指标字典里没有“turnover”/,
  },
  {
    name: 'a fact that is no number in a calculation',
    // of a calculation inside another the outer one is named
    where: (place) => MEASURES.has(place.key) && firstScalar(place) && !MEASURES.has(String(place.path.at(-3))),
    make: (place) => put(place, seq('ownBrand', ...items(place).slice(1).map(String))),
    says: /不是数值/,
  },
  {
    name: 'a calculation of one item',
    where: (place) => MEASURES.has(place.key) && items(place).length > 0,
    make: ({ pair }) => void ((pair.value as YAMLSeq).items.length = 1),
    says: /项的列表/,
  },
  { name: 'a value the fact does not have', where: ({ key }) => key === 'is', make: (place) => putText(place, 'maybe'), says: /没有“maybe”这个取值/ }, // prettier-ignore
  { name: 'values of which one is none', where: ({ key }) => key === 'oneOf' || key === 'classes', make: ({ pair }) => void (pair.value as YAMLSeq).items.push(scalar('maybe')), says: /没有“maybe”这个取值/ }, // prettier-ignore
  { name: 'a value twice', where: ({ key }) => key === 'oneOf', make: (place) => (pushFirst(place), undefined), says: /重复/ }, // prettier-ignore
  { name: 'a fact somebody judges taken from figures', where: ({ key }) => key === 'judgement', make: (place) => putText(place, 'revenue'), says: /不是由人判断/ }, // prettier-ignore
];
function pushFirst(place: Place): void {
  (place.pair.value as YAMLSeq).items.push(copy(items(place)[0] as Node));
}

const thresholds: Way[] = [
  { name: 'a threshold in another unit', where: (place) => COMPARATORS.has(place.key) && isText(place), make: (place) => putText(place, `${textAt(place)}吨`) }, // prettier-ignore
  { name: 'a threshold without its unit', where: (place) => COMPARATORS.has(place.key) && /[万亿元%]$/.test(textAt(place)), make: (place) => putText(place, textAt(place).replace(/[万亿元%]+$/, '')) }, // prettier-ignore
  { name: 'a threshold in words', where: (place) => COMPARATORS.has(place.key) && isText(place), make: (place) => putText(place, '很多') }, // prettier-ignore
  { name: 'a condition nobody can meet', where: (place) => isComparison(place) && place.key === 'atLeast' && !has(place.map, 'lessThan') && !has(place.map, 'atMost'), make: (place) => add(place, 'lessThan', scalar(textAt(place))), around: true, says: /永远不可能满足/ }, // prettier-ignore
  { name: 'two ends on one side', where: (place) => isComparison(place) && place.key === 'atLeast', make: (place) => add(place, 'moreThan', scalar(textAt(place))), around: true, says: /同一方向/ }, // prettier-ignore
  { name: 'limits from low to high', where: (place) => place.key === 'atLeast' && items(place).length > 1, make: ({ pair }) => void (pair.value as YAMLSeq).items.reverse(), says: /从高到低/ }, // prettier-ignore
  { name: 'a limit missing', where: (place) => place.key === 'atLeast' && items(place).length > 1, make: ({ pair }) => void (pair.value as YAMLSeq).items.pop(), says: /个下限/ }, // prettier-ignore
  { name: 'a benchmark of nothing', where: ({ key }) => key === 'benchmark', make: (place) => putText(place, textAt(place).replace(/^[\d.]+/, '0')), says: /基准值应大于 0/ }, // prettier-ignore
  { name: 'a weight of nothing', where: ({ key }) => key === 'weight', make: (place) => putText(place, '0'), says: /权重应大于 0/ }, // prettier-ignore
  { name: 'a parameter of nothing', where: ({ path }) => path[0] === 'parameters' && path[2] === 'value', make: (place) => putText(place, '0'), says: /大于 0/ }, // prettier-ignore
  { name: 'a parameter nobody wrote', where: ({ key }) => key === 'times', make: (place) => putText(place, 'pounds'), says: /没有参数“pounds”/ }, // prettier-ignore
  { name: 'a prefix of two rows', where: (place) => place.key === 'startsWith' && inside(place, 'rows') && place.path.at(-2) !== 0, make: ({ pair }) => void (pair.value as YAMLSeq).items.push(scalar('01')), around: true, says: /重叠/ }, // prettier-ignore
];

const POINT_KEYS = new Set(['points', 'full', 'each', 'weight', 'else']);
const points: Way[] = [
  { name: 'points in words', where: (place) => POINT_KEYS.has(place.key) && isText(place), make: (place) => putText(place, '十分'), says: /不是分值/ }, // prettier-ignore
  { name: 'bands out of order', where: (place) => steps(place).length > 1, make: ({ pair }) => void (pair.value as YAMLSeq).items.reverse(), says: /永远不会用到/ }, // prettier-ignore
  {
    name: 'a band that another one covers',
    where: (place) => steps(place).length > 1,
    make: (place) => {
      const [best, second] = steps(place).map(testOf);
      if (best && second) second.value = copy(best.value);
    },
    says: /已被前面的档覆盖/,
  },
  { name: 'bands with a gap', where: isPercent, make: (place) => closeSecond(place, 0.5), says: /空档/ },
  { name: 'bands that overlap', where: isPercent, make: (place) => closeSecond(place, 1.5), says: /重叠/ },
  {
    name: 'bands of two directions',
    where: (place) => steps(place).length > 1,
    make: (place) => {
      const key = testOf(steps(place)[0])?.key;
      if (key) key.value = key.value === 'atLeast' ? 'atMost' : 'atLeast';
    },
    says: /方向要一致/,
  },
  {
    name: 'a lower band that earns as much',
    where: (place) => (place.key === 'bands' || place.key === 'ladder') && items(place).length > 1,
    make: (place) => {
      const [best, second] = items(place) as [Place['map'], Place['map']];
      setKey(second, 'points', copy(valueOf(best, 'points')));
    },
    says: /比前一[档级]低/,
  },
  {
    name: 'a rest that earns as much as the last band',
    where: (place) => place.key === 'bands' || place.key === 'ladder',
    make: (place) => {
      setKey(place.map, 'else', scalar(String((items(place).at(-1) as Place['map']).get('points'))));
      return { at: place.key === 'bands' ? 'bands' : 'else' };
    },
    says: /“else”/,
  },
  { name: 'full points that do not add up', where: ({ key }) => key === 'full', make: (place) => putText(place, String(Number(textAt(place)) + 1)), says: /合计却是/ }, // prettier-ignore
  { name: 'a line above the full points', where: ({ key, map }) => key === 'atLeast' && has(map, 'full'), make: (place) => putText(place, String(Number(valueOf(place.map, 'full')) + 1)), says: /超过了满分/ }, // prettier-ignore
  { name: 'a cap that cannot be reached', where: ({ key, path }) => key === 'atMost' && path.at(-2) === 'count', make: (place) => putText(place, '99'), says: /封顶分值超过/ }, // prettier-ignore
];

const days: Way[] = [
  { name: 'a day that is none', where: isDayKey, make: (place) => putText(place, '2026-02-30'), says: /不是日期/ },
  { name: 'an end before its start', where: (place) => place.path[0] === 'periods' && place.key === 'from', make: (place) => setKey(place.map, 'to', scalar('2000-01-01')), around: true, says: /开始日期晚于结束日期/ }, // prettier-ignore
  { name: 'a day of review that is none', where: (place) => isHead(place) && place.key === 'region', make: (place) => (add(place, 'reviewBy', scalar('2028年')), { at: 'reviewBy' }), says: /不是日期/ }, // prettier-ignore
  { name: 'changes whose days contradict their versions', where: (place) => isHead(place) && place.key === 'version', make: (place) => changed(place, entry('3', '2026-01-01'), entry('2', '2026-06-01')), says: /晚于第 3 版/ }, // prettier-ignore
  { name: 'two changes to one version', where: (place) => isHead(place) && place.key === 'version', make: (place) => changed(place, entry('2', '2026-06-01'), entry('2', '2026-01-01')), says: /从新到旧/ }, // prettier-ignore
  { name: 'a change to a version yet to come', where: (place) => isHead(place) && place.key === 'version', make: (place) => changed(place, entry('4', '2026-06-01')), says: /之间/ }, // prettier-ignore
];

const isExtends = (place: Place): boolean => isHead(place) && place.key === 'extends';
const supplements: Way[] = [
  { name: 'a supplement of nothing', where: isExtends, make: (place) => putText(place, 'nowhere'), says: /没有要补充的标准“nowhere”/ }, // prettier-ignore
  { name: 'a supplement of itself', where: isExtends, make: (place) => putText(place, ownId(place)), says: /自己也是对别的标准的补充/ }, // prettier-ignore
  {
    name: 'supplements of each other',
    where: isExtends,
    make: (place) => {
      const other = place.document.clone();
      other.set('extends', ownId(place));
      other.set('id', 'the-other');
      putText(place, 'the-other');
      return { others: { 'the-other': written(other) } };
    },
    says: /“the-other”自己也是对别的标准的补充/,
  },
  { name: 'a supplement that overrides what is not there', where: ({ path }) => path[0] === 'overrides' && path.length === 2, make: ({ pair }) => void (pair.key.value = 'no-such-clause'), says: /原标准里没有编号“no-such-clause”/ }, // prettier-ignore
  { name: 'a supplement that gives another id', where: overrides, make: (place) => (add(place, 'id', scalar('other')), { at: 'id' }), says: /编号不能改/ }, // prettier-ignore
  { name: 'a supplement with clauses of its own', where: isExtends, make: (place) => (add(place, 'requires', seq('试')), { at: 'requires' }), says: /补充不写 requires/ }, // prettier-ignore
];

export const WAYS: readonly Way[] = [...wording, ...words, ...facts, ...thresholds, ...points, ...days, ...supplements];
