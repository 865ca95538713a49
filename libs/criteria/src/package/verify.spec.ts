import fc from 'fast-check';
import { type Part, packCase, packageText, sealBatch } from './case-package';
import { contentOf, contentParts } from './content-parts';
import { intoPage, packagePlace, pageHash } from './page-file';
import { batchLeaf, caseLeaf, proofOf, rootByProof, treeRoot } from './tree';
import { sealedRoot, verifyFile, verifyText } from './verify';

const parts: Part[] = [
  ['case', { name: '甲公司 <试>', year: 2025 }],
  ['clause.revenue', { outcome: 'met', points: { min: 12.5, max: 12.5 } }],
  ['content.facts.revenue', '80000000'],
];
const exported = { code: 'A1B2C3D4E5F6', at: '2026-11-28T10:00:00.000Z' };
const { root } = packCase(parts, { seal: null, exported, page: null });
const salts = ['aa', 'bb', 'cc', 'dd', 'ee'];
const sealed = sealBatch(salts.map((salt, i) => ({ salt, root: i === 2 ? root : `${i}`.repeat(64) })));
const seal = {
  ...{ noticeId: 'n', noticeTitle: '公示', publishedAt: '2026-11-28T09:00:00.000Z', count: 5, salt: 'cc' },
  ...{ path: sealed.paths[2]!, root: sealed.root },
};
const shell = `<!doctype html><title>案卷</title>${packagePlace}<p>完</p>`;
const pack = packCase(parts, { seal, exported, page: pageHash(shell) });
const bytesOf = (text: string) => new TextEncoder().encode(text);
const page = bytesOf(intoPage(shell, packageText(pack)));

describe('a package', () => {
  it('is whole as it was made, in its page and without one', () => {
    expect(verifyFile(page)).toEqual({ package: pack, faults: [] });
    const bare = packageText(packCase(parts, { seal, exported, page: null }));
    expect(verifyFile(bytesOf(bare)).faults).toEqual([]);
    expect(verifyText(bare).package?.leaves.map(({ name }) => name)).toEqual(parts.map(([name]) => name));
  });

  it('shows every byte that is another, whichever and to whatever', () => {
    const missed: number[] = [];
    for (let at = 0; at < page.length; at++)
      for (const flip of [1, 32, 255]) {
        const other = page.slice();
        other[at] = (other[at] ?? 0) ^ flip;
        if (verifyFile(other).faults.length === 0) missed.push(at);
      }
    expect(missed).toEqual([]);
  });

  it('shows what is left out, put in, doubled or moved', () => {
    const at = fc.nat(page.length - 1);
    fc.assert(
      fc.property(at, at, fc.constantFrom('cut', 'drop', 'double', 'swap'), (a, b, how) => {
        const [from, until] = [Math.min(a, b), Math.max(a, b)];
        const [head, middle, tail] = [page.slice(0, from), page.slice(from, until), page.slice(until)];
        const other = {
          cut: [head],
          drop: [head, tail],
          double: [head, middle, middle, tail],
          swap: [middle, head, tail],
        };
        const made = Buffer.concat(other[how]);
        fc.pre(!made.equals(Buffer.from(page)));
        expect(verifyFile(made).faults).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('names the part that was changed', () => {
    const text = packageText(packCase(parts, { seal, exported, page: null }));
    const where = (from: string, to: string) => verifyText(text.replace(from, to)).faults.map((fault) => fault.where);
    expect(where('80000000', '90000000')).toEqual(['content.facts.revenue', '封套']);
    expect(where(exported.code, 'A1B2C3D4E5F7')).toEqual(['封套']);
    expect(where('"leaves":', ' "leaves":')).toEqual(['写法']);
    expect(where(sealed.root, '0'.repeat(64))).toEqual(['公示的根', '封套']);
    const swapped = { ...pack, leaves: [pack.leaves[1]!, pack.leaves[0]!, pack.leaves[2]!] };
    expect(verifyText(packageText(swapped)).faults.map((fault) => fault.where)).toEqual(['case', '根', '封套']);
  });

  it('that was made anew is no longer under the root of the notice', () => {
    const forged = packCase([...parts.slice(0, 2), ['content.facts.revenue', '90000000']], {
      seal,
      exported,
      page: null,
    });
    expect(verifyText(packageText(forged)).faults.map((fault) => fault.where)).toEqual(['公示的根']);
    expect(sealedRoot(seal, forged.root)).not.toBe(seal.root);
  });

  it('proves its place by hashes alone, which tell nothing of the others', () => {
    expect(seal.path.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
    // without the salt of another nobody can say whether a case of theirs stands there
    expect(seal.path.map(({ hash }) => hash)).not.toContain(batchLeaf('cc', '3'.repeat(64)));
    expect(JSON.stringify(seal)).not.toMatch(/aa"|bb"|dd"|ee"/);
  });
});

describe('a tree of hashes', () => {
  const leaf = fc.stringMatching(/^[0-9a-f]{64}$/);
  it('proves each of its leaves and no other, in its place, among so many', () => {
    fc.assert(
      fc.property(fc.uniqueArray(leaf, { minLength: 1, maxLength: 20 }), fc.nat(), fc.nat(), (leaves, a, b) => {
        const [i, j] = [a % leaves.length, b % leaves.length];
        const [top, path] = [treeRoot('batch', leaves), proofOf('batch', leaves, i)];
        expect(rootByProof('batch', leaves[i]!, leaves.length, path)).toBe(top);
        if (i !== j) expect(rootByProof('batch', leaves[j]!, leaves.length, path)).not.toBe(top);
        expect(rootByProof('batch', leaves[i]!, leaves.length + 1, path)).not.toBe(top);
        expect(rootByProof('case', leaves[i]!, leaves.length, path)).not.toBe(top);
        // the two below a node are not a leaf above them
        if (leaves.length > 1) expect(treeRoot('batch', leaves.slice(0, -1))).not.toBe(top);
      }),
      { numRuns: 200 },
    );
    expect(caseLeaf('a', 'b')).not.toBe(batchLeaf('a', 'b'));
  });
});

it('a submission comes out of its parts as it went in', () => {
  const value = fc.oneof(fc.string(), fc.boolean(), fc.integer());
  const keyed = fc.dictionary(fc.string({ minLength: 1 }), value);
  const content = fc.record({
    facts: keyed,
    origins: keyed,
    answers: keyed,
    evidence: fc.array(keyed, { maxLength: 12 }),
    more: value,
  });
  fc.assert(
    fc.property(content, (one) => expect(contentOf(new Map(contentParts(one)))).toEqual(one)),
    { numRuns: 200 },
  );
});
