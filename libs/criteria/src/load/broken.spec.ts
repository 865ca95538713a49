import { DomainError } from '@tidu/kernel';
import { breakLine, breakSomewhere, type Broken, tree, written } from '../testing/broken';
import { TEXT_WAYS } from '../testing/broken-text';
import { WAYS } from '../testing/broken-ways';
import { Draw } from '../testing/draw';
import { dictionary, seedBase, seedRelease, standardIds, standardText } from '../testing/seeds';
import { loadStandard } from './load-standard';

/** Broken documents of each standard and way; the nightly run tries more. */
const EACH = Number(process.env.TIDU_TEST_ROUNDS ?? 1);

const good = new Map(standardIds.map((id) => [id, written(tree(standardText(id)))]));
const load = (id: string, text: string, others: Broken['others'] = {}) =>
  loadStandard(
    text,
    dictionary,
    `${id}.yaml`,
    (other) =>
    others[other] !== undefined ? { text: others[other], file: `${other}.yaml` } : other === id ? { text, file: `${id}.yaml` } : seedBase(other), // prettier-ignore
  );

/** Texts that were refused as they must be. */
const refused = new Set<string>();

/** What is wrong with how a broken document is refused; empty: nothing. */
function faults(id: string, { text, rows, says, others }: Broken): string[] {
  try {
    load(id, text, others);
  } catch (error) {
    if (!(error instanceof DomainError)) return [`crashes: ${String(error)}`];
    const { code, message, problems } = error;
    const lines = message.split('\n').slice(1);
    const named = lines.map((line) => /^([\w-]+)\.yaml 第 (\d+) 行：.{4,}。$/.exec(line));
    const own = named.flatMap((match) => (match?.[1] === id ? [Number(match[2])] : []));
    refused.add(text);
    return [
      ...(code === 'CRITERIA.BAD_STANDARD' ? [] : [`code ${code}`]),
      ...(lines.length > 0 && named.every(Boolean) && problems.length === lines.length ? [] : [`no line: ${message}`]),
      ...(own.some((row) => rows.has(row)) || others['the-other'] !== undefined ? [] : [`not ${[...rows].join()}: ${message}`]), // prettier-ignore
      ...(says?.test(message) === false ? [`says not ${says}: ${message}`] : []),
    ];
  }
  return ['passes'];
}

function tryAll(seed: number, broken: (text: string, draw: Draw) => Broken | null): { found: string[]; count: number } {
  const found: string[] = [];
  let count = 0;
  [...good].forEach(([id, text], i) => {
    const draw = new Draw(seed * 1000 + i);
    for (let round = 0; round < EACH; round++) {
      const one = broken(text, draw);
      if (!one) return;
      count++;
      found.push(...faults(id, one).map((fault) => `${id}: ${fault}\n${process.env.BROKEN_TEXT ? one.text : ''}`));
    }
  });
  return { found, count };
}

describe('a standard broken in one place', () => {
  it.each(standardIds)('%s is good before: what is written out again is the same release', (id) => {
    expect(load(id, good.get(id) ?? '').hash).toBe(seedRelease(id).hash);
  });

  it.each(WAYS.map((way, i) => ({ name: way.name, way, i })))('by $name is refused with its line', ({ way, i }) => {
    const { found, count } = tryAll(i, (text, draw) => breakSomewhere(text, way, draw));
    expect(found).toEqual([]);
    expect(count).toBeGreaterThan(0);
  });

  it.each(TEXT_WAYS.map((way, i) => ({ name: way.name, way, i })))(
    'by $name is refused with its line',
    ({ way, i }) => {
      const { found, count } = tryAll(500 + i, (text, draw) => breakLine(text, way, draw));
      expect(found).toEqual([]);
      expect(count).toBeGreaterThan(0);
    },
  );

  it('makes more than two hundred different documents, every one refused', () => {
    expect(refused.size).toBeGreaterThanOrEqual(200);
  });
});
