import { canonicalJson, listLeaf, proofOf, rootByProof, treeRoot } from '@tidu/criteria';
import { blockSize, proofInBlock, rowLeaf, TreeBuilder } from './row-tree';

const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => rowLeaf(i, [String(i), null, '甲']));

describe('the tree over rows', () => {
  it('has the leaves, root and proofs of the one in criteria, whatever its size', () => {
    for (const count of [1, 2, 3, 7, 1023, 1024, 1025, 2047, 3 * blockSize + 5]) {
      const leaves = leavesOf(count);
      const hex = leaves.map((leaf) => leaf.toString('hex'));
      expect(hex[count - 1]).toBe(listLeaf(count - 1, canonicalJson([String(count - 1), null, '甲'])));
      const builder = new TreeBuilder();
      for (const leaf of leaves) builder.add(leaf);
      const { blocks, root } = builder.end();
      expect(root).toBe(treeRoot('list', hex));
      for (const index of [0, count >> 1, count - 1]) {
        const start = Math.floor(index / blockSize) * blockSize;
        const path = proofInBlock(leaves.slice(start, start + blockSize), blocks, index);
        expect(path).toEqual(proofOf('list', hex, index));
        expect(rootByProof('list', hex[index] ?? '', count, path)).toBe(root);
      }
    }
  });
});
