import { DomainError } from '@tidu/kernel';
import { evaluate } from '../evaluate';
import { compileStandard } from '../compile/compile-standard';
import { partsOf } from '../releases/parts';
import { canonicalJson, createRelease } from '../release';
import { clause, dictionary, seedRelease, standardWith } from '../testing/seeds';
import { loadStandard } from './load-standard';

const base = standardWith(`
- { ${clause('revenue')}, fact: revenue, atLeast: 1000万 }
- score:
    indicators: [{ ${clause('rd')}, ratio: [rdExpense, revenue], bands: [{ atLeast: 3%, points: 10 }], else: 0 }]
    total: { ${clause('total')}, full: 10, atLeast: 5 }`);
const head = base.slice(0, base.indexOf('requires:')).replace('id: trial', 'id: local');
const bases = (id: string) => {
  if (id === 'trial') return { text: base, file: 'trial.yaml' };
  return id === 'local'
    ? { text: `${head}extends: trial\noverrides: { total: { atLeast: 6 } }`, file: 'local.yaml' }
    : null;
};
const load = (overrides: string, from = 'trial') =>
  loadStandard(`${head}extends: ${from}\noverrides:\n${overrides}`, dictionary, 'local.yaml', bases);
const refusal = (overrides: string, from?: string): string => {
  try {
    load(overrides, from);
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
  throw new Error('accepted');
};

describe('a supplement', () => {
  it('changes one key and leaves the rest as it stands', () => {
    const { document } = load('  total: { atLeast: 8 }');
    const before = loadStandard(base, dictionary, 'trial.yaml');
    expect(document.extends).toEqual({ id: 'trial', version: 1, hash: before.hash, overrides: ['total'] });
    const changed = canonicalJson(document.requires).replace('"atLeast":"8"', '"atLeast":"5"').replace('不低于 8 分', '不低于 5 分'); // prettier-ignore
    expect(changed).toBe(canonicalJson(before.document.requires));
  });

  it('the article and confidence it gives a clause are not those of what stands inside and was not changed', () => {
    const { document } = seedRelease('guangdong-2022-specialized');
    const national = seedRelease('miit-2022-63-specialized').document;
    const marks = (of: typeof document) =>
      [...partsOf(of, dictionary)].map(([id, { wording }]) => [id, wording.article, wording.confidence]);
    const changed = new Set(document.extends?.overrides);
    const rest = (of: typeof document) => marks(of).filter(([id]) => !changed.has(id ?? ''));
    expect(rest(document)).toEqual(rest(national));
    expect(marks(document).filter(([id]) => changed.has(id ?? ''))).toEqual([
      ['merit', '广东省旧规则', 'C'],
      ['total', '广东省旧规则', 'C'],
    ]);
  });

  it('changes a whole rule by another', () => {
    const { document } = load('  revenue: { any: [{ fact: revenue, atLeast: 1万 }, { fact: ownBrand, is: true }] }');
    expect(document.requires[0]).toMatchObject({ kind: 'clause', clause: { id: 'revenue', rule: { kind: 'any' } } });
  });

  it('is a release of its own: it compiles from its document alone, and its hash moves with the other standard', () => {
    const release = load('  total: { atLeast: 8 }');
    expect(createRelease(JSON.parse(JSON.stringify(release.document)))).toEqual(release);
    const facts = new Map([['revenue', 100_000_000_00], ['rdExpense', 1]]); // prettier-ignore
    expect(evaluate(compileStandard(release, dictionary), facts).clauses.total?.outcome).toBe('unmet');
    const moved = loadStandard(`${head}extends: trial\noverrides: { total: { atLeast: 8 } }`, dictionary, 'local.yaml', () => ({ text: base.replace('1000万', '900万'), file: 'trial.yaml' })); // prettier-ignore
    expect(moved.hash).not.toBe(release.hash);
  });

  it('the shipped ones ask what they say', () => {
    expect(JSON.stringify(seedRelease('guangdong-2022-specialized').document)).toContain('"atLeast":"70"');
    const step = seedRelease('luoyang-2019-58-hidden-champion-cultivation').document;
    expect(step.extends).toMatchObject({ id: 'luoyang-2019-58-hidden-champion', overrides: ['market'] });
    expect(step.requires).toHaveLength(7);
  });

  it.each([
    ['  totals: { atLeast: 8 }', 'local.yaml 第 12 行：原标准里没有编号“totals”，可改的有 revenue、rd、total。'],
    ['  total: { atLaest: 8 }', '原标准的这一条没有“atLaest”'],
    ['  total: { id: other }', '编号不能改'],
    ['  total: 8', '应写明改成什么'],
    ['  total: { atLeast: 11 }', 'local.yaml 第 12 行：最低 11 分超过了满分'],
    ['  revenue: { atLeast: 100 }', 'local.yaml 第 12 行：“100”不合这里的单位'],
    ['  rd: { bands: [{ atLeast: 3%, points: 9 }] }', 'trial.yaml 第'],
    ['  {}', '原标准'],
  ])('with %s is refused, with the file of the mistake', (overrides, message) => {
    if (overrides === '  {}') return expect(load(overrides).document.extends?.overrides).toEqual([]);
    return expect(refusal(overrides)).toContain(message);
  });

  it('of nothing, of a supplement, or with clauses of its own is refused', () => {
    expect(refusal('  total: { atLeast: 8 }', 'nowhere')).toContain('没有要补充的标准“nowhere”');
    expect(refusal('  total: { atLeast: 8 }', 'local')).toContain(
      'local.yaml 第 10 行：“local”自己也是对别的标准的补充，不能再补充它',
    );
    expect(refusal('  total: { atLeast: 8 }\nrequires: []')).toContain('补充不写 requires');
  });
});
