import { isMap, isScalar, isSeq, type Node, type Pair, YAMLMap } from 'yaml';
import { RULE_WORDS, TESTS } from './conditions';
import { POINT_WORDS } from './points';
import { MapReader, type Source } from './source';

/** Where the standard that a supplement changes can be read; null when there is none of this id. */
export type BaseOf = (id: string) => { text: string; file: string } | null;

const WORDING = ['label', 'text', 'article', 'confidence'];
/** What says how a clause decides or earns; given anew, all of it is. */
const RULE: ReadonlySet<string> = new Set([...RULE_WORDS, ...TESTS, ...POINT_WORDS, 'exempt', 'else', 'years']);
const RULE_STARTS: ReadonlySet<string> = new Set([...RULE_WORDS, ...POINT_WORDS]);
/** What a supplement may leave to the standard it changes. */
const INHERITED = ['grants', 'parameters', 'grades', 'requires'];

const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '');
const pairsOf = (map: YAMLMap): Pair[] => map.items;

/** The map with this id, anywhere below a node. */
function findById(node: unknown, id: string): YAMLMap | null {
  if (isSeq(node)) return node.items.map((item) => findById(item, id)).find((found) => found !== null) ?? null;
  if (!isMap(node)) return null;
  const own = node.items.find((pair) => keyOf(pair) === 'id');
  if (own && isScalar(own.value) && own.value.value === id) return node;
  return node.items.map((pair) => findById(pair.value, id)).find((found) => found !== null) ?? null;
}

/** The ids anywhere below a node, in the order of the text. */
function idsIn(node: unknown): string[] {
  if (isSeq(node)) return node.items.flatMap(idsIn);
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) =>
    isScalar(key) && key.value === 'id' && isScalar(value) ? [String(value.value)] : idsIn(value),
  );
}

/** What stands inside a clause takes these from it where it has none of its own. */
const HANDED_DOWN = ['article', 'confidence'];

/** The value of a key that the map with this id has, or is handed down from around it. */
function inheritedOf(node: unknown, id: string, key: string, outer: Pair | null = null): Pair | null {
  if (isSeq(node))
    return node.items.map((item) => inheritedOf(item, id, key, outer)).find((one) => one !== null) ?? null;
  if (!isMap(node)) return null;
  const own = node.items.find((pair) => keyOf(pair) === key) ?? outer;
  if (node.items.some((pair) => keyOf(pair) === 'id' && isScalar(pair.value) && pair.value.value === id)) return own;
  return node.items.map((pair) => inheritedOf(pair.value, id, key, own)).find((one) => one !== null) ?? null;
}

/** Writes a value into what stands below and would have taken it from above: there it stays as it was. */
function keepBelow(node: unknown, pair: Pair): void {
  if (isSeq(node)) return node.items.forEach((item) => keepBelow(item, pair));
  if (!isMap(node)) return;
  const keys = node.items.map(keyOf);
  if (!keys.includes('id')) return node.items.forEach((item) => keepBelow(item.value, pair));
  if (!keys.includes(keyOf(pair))) node.items = [...node.items, pair];
}

/** Gives a clause other words: key by key, or a whole rule where the rule is of another kind. */
function override(target: YAMLMap, changes: YAMLMap, requires: unknown, source: Source): void {
  const known = new Set(pairsOf(target).map(keyOf));
  const id = pairsOf(target).find((pair) => keyOf(pair) === 'id')?.value;
  for (const key of HANDED_DOWN) {
    const old = isScalar(id) && changes.has(key) ? inheritedOf(requires, String(id.value), key) : null;
    if (old) target.items.forEach((pair) => keepBelow(pair.value, old));
  }
  const starts = pairsOf(changes).some((pair) => RULE_STARTS.has(keyOf(pair)) && !known.has(keyOf(pair)));
  if (starts) target.items = target.items.filter((pair) => !RULE.has(keyOf(pair)));
  for (const pair of pairsOf(changes)) {
    const key = keyOf(pair);
    if (key === 'id') source.fail(pair.key as Node, '编号不能改');
    else if (!known.has(key) && !WORDING.includes(key) && !(starts && RULE.has(key)))
      source.fail(pair.key as Node, `原标准的这一条没有“${key}”，补充只能改已有的内容；要换一种规则，请写完整的规则`);
    else target.items = [...target.items.filter((other) => keyOf(other) !== key), pair];
  }
}

/**
 * Turns a supplement (地区补充) into the standard it stands for: everything of the other standard, with some clauses
 * given other words by their id.
 * @param base the top of the standard it extends, whose nodes are known to `source`
 * @returns the whole standard and the ids that were changed
 */
export function applySupplement(top: YAMLMap, base: YAMLMap, source: Source): { top: YAMLMap; overrides: string[] } {
  const reader = new MapReader(source, top);
  const overrides: string[] = [];
  const requires = pairsOf(base).find((pair) => keyOf(pair) === 'requires')?.value;
  for (const { key, keyNode, value } of reader.map('overrides')?.entries() ?? []) {
    const target = findById(requires, key);
    if (!target) source.fail(keyNode, `原标准里没有编号“${key}”，可改的有 ${idsIn(requires).join('、')}`);
    else if (!isMap(value)) source.fail(value ?? keyNode, `“${key}”应写明改成什么，如 { atLeast: 70 }`);
    else override(target, value, requires, source);
    overrides.push(key);
  }
  if (reader.has('requires'))
    source.fail(reader.keyNode('requires'), '补充不写 requires，只在 overrides 里按编号改原标准的条款');
  const own = pairsOf(top).filter((pair) => !['extends', 'overrides', 'requires'].includes(keyOf(pair)));
  const ownKeys = new Set(own.map(keyOf));
  const merged = new YAMLMap();
  merged.range = top.range;
  merged.items = [
    ...own,
    ...pairsOf(base).filter((pair) => INHERITED.includes(keyOf(pair)) && !ownKeys.has(keyOf(pair))),
  ];
  return { top: merged, overrides: overrides.sort() };
}
