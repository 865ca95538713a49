import { isMap, type Node } from 'yaml';
import type { Category, Condition, Indicator, Points, Score } from '../document';
import { parsePoints } from '../threshold';
import { readWording, within } from './conditions';
import type { Context } from './context';
import { readPoints } from './constant';
import { readPointsRule } from './points';
import { MapReader } from './source';

/** The most points that can be earned, in ten-thousandths. */
function highestPoints(points: Points): number {
  switch (points.kind) {
    case 'bands':
      return Math.max(parsePoints(points.otherwise), ...points.bands.map((band) => parsePoints(band.points)));
    case 'byValue':
      return Math.max(0, ...Object.values(points.points).map(parsePoints));
    case 'ladder':
      return Math.max(parsePoints(points.otherwise), ...points.rungs.map((rung) => parsePoints(rung.points)));
    case 'betterOf':
      return Math.max(...points.options.map(highestPoints));
    case 'count':
    case 'perFull':
      return parsePoints(points.atMost);
    case 'asPoints':
      return parsePoints(points.to);
    case 'benchmark': // at the benchmark; what lies above it has no end unless a cap is set
      return parsePoints(points.weight);
    case 'minMax':
      return (parsePoints(points.weight) * parsePoints(points.to)) / 1_000_000;
  }
}

const pointsText = (points: number): string => String(points / 10_000);

/** Compares the full points that the source names with the sum of what can be earned: a slip in a band shows here. */
function checkFull(declared: string, sum: number, node: Node | null, context: Context): void {
  const full = context.source.attempt(node, () => parsePoints(declared));
  if (full !== null && full !== sum)
    context.source.fail(node, `满分写的是 ${declared}，各项合计却是 ${pointsText(sum)}，请核对分值`);
}

/** The least points asked for, which must be within reach. */
function readLine(reader: MapReader, full: string, context: Context): string | null {
  if (!reader.has('atLeast')) return null;
  const line = readPoints(reader, 'atLeast', context);
  if (Number(line) > Number(full)) context.source.fail(reader.place('atLeast'), `最低 ${line} 分超过了满分 ${full} 分`);
  return line;
}

function readIndicator(node: Node, context: Context): Indicator | null {
  if (!isMap(node)) {
    context.source.fail(node, '此处应是指标，写明 id、label、text 和计分办法');
    return null;
  }
  const reader = new MapReader(context.source, node);
  const wording = readWording(reader, context);
  const points = readPointsRule(reader, within(context, wording));
  const mustEarn = reader.choice('mustEarn', ['true', 'false'], 'false') === 'true';
  reader.done();
  const full = context.source.problems.length > 0 ? 0 : highestPoints(points);
  return { ...wording, full: pointsText(full), points, ...(mustEarn && { mustEarn }) };
}

function lineText(label: string, full: string, line: string | null): string {
  return `${label}满分 ${full} 分${line === null ? '' : `，不低于 ${line} 分`}`;
}

function readCategory(node: Node, context: Context): Category | null {
  if (!isMap(node)) {
    context.source.fail(node, '此处应是指标类别，写明 id、label、full 和 indicators');
    return null;
  }
  const reader = new MapReader(context.source, node);
  const full = readPoints(reader, 'full', context);
  const atLeast = readLine(reader, full, context);
  const wording = readWording(reader, context, lineText(reader.text('label'), full, atLeast));
  const inner = within(context, wording);
  const indicators = reader.list('indicators').map((item) => readIndicator(item, inner));
  reader.done('id、label、text、full、atLeast、indicators');
  const good = indicators.filter((indicator) => indicator !== null);
  if (context.source.problems.length === 0)
    checkFull(
      full,
      good.reduce((sum, one) => sum + parsePoints(one.full), 0),
      reader.get('full'),
      context,
    );
  return { ...wording, full, atLeast, indicators: good };
}

/** The group of indicators that stand in no category. */
function loose(indicators: Indicator[]): Category {
  const full = pointsText(indicators.reduce((sum, one) => sum + parsePoints(one.full), 0));
  return { id: '', label: '', text: '', article: '', confidence: 'A', full, atLeast: null, indicators };
}

/** Reads a score: its categories with their indicators and lines, and its total. */
export function readScore(reader: MapReader, context: Context): Condition {
  if (context.seen.score) context.source.fail(reader.keyNode('score'), '一个标准只能有一套计分');
  context.seen.score = true;
  const inner = reader.map('score');
  const totalReader = inner?.map('total');
  if (!inner || !totalReader) return { kind: 'notApplicable' };
  const listed = (key: 'categories' | 'indicators') => (inner.has(key) ? inner.list(key) : []);
  const categories = listed('categories')
    .map((item) => readCategory(item, context))
    .filter((category) => category !== null);
  const indicators = listed('indicators')
    .map((item) => readIndicator(item, context))
    .filter((indicator) => indicator !== null);
  if (!inner.has('categories') && !inner.has('indicators'))
    context.source.fail(inner.node, '“score”应有 categories（分类别）或 indicators（不分类别）');
  if (indicators.length > 0 && context.source.problems.length === 0) categories.push(loose(indicators));
  const full = readPoints(totalReader, 'full', context);
  const atLeast = readLine(totalReader, full, context);
  const wording = readWording(totalReader, context, lineText(totalReader.text('label'), full, atLeast));
  totalReader.done('id、label、text、full、atLeast');
  inner.done('total、categories、indicators');
  if (context.source.problems.length === 0)
    checkFull(
      full,
      categories.reduce((sum, one) => sum + parsePoints(one.full), 0),
      totalReader.get('full'),
      context,
    );
  const score: Score = { total: { ...wording, full, atLeast }, categories };
  return { kind: 'score', score };
}
