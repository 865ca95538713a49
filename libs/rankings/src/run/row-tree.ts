import { canonicalJson } from '@tidu/criteria';
import { hash } from 'node:crypto';

/**
 * The hash tree over a snapshot's rows: leaf 0 is the header (labels of the columns), leaf n the row at position n. The
 * same hashes as `listLeaf`, `treeRoot`, `proofOf` of `criteria`, by the machine's own SHA-256, and kept in blocks of
 * 1024 leaves, so that a proof needs one block of rows and the nodes above.
 */
export const blockLevels = 10;
export const blockSize = 2 ** blockLevels;

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');
const node = (left: Buffer, right: Buffer): Buffer =>
  digest(`tidu list node 1\n${left.toString('hex')}\n${right.toString('hex')}`);

/** The leaf of a row (or, at 0, of the header) by its cells. */
export const rowLeaf = (position: number, cells: readonly (string | null)[]): Buffer =>
  // a list of texts: its canonical JSON is its JSON
  digest(`tidu list leaf 1\n${position}\n${JSON.stringify(cells)}`);

/** The row above; a last one without a partner goes up as it is. */
function pairs(row: readonly Buffer[]): Buffer[] {
  const above: Buffer[] = [];
  for (let i = 0; i < row.length; i += 2) {
    const [left, right] = [row[i] as Buffer, row[i + 1]];
    above.push(right ? node(left, right) : left);
  }
  return above;
}

/** Leaves as they come in, in their order; holds one block and the nodes above. */
export class TreeBuilder {
  private block: Buffer[] = [];
  private readonly nodes: Buffer[] = [];
  leaves = 0;

  add(leaf: Buffer): void {
    this.leaves++;
    this.block.push(leaf);
    if (this.block.length === blockSize) this.close();
  }

  private close(): void {
    this.nodes.push(topOf(this.block, blockLevels));
    this.block = [];
  }

  /** Nodes over each block, 32 bytes a node, and the root. */
  end(): { blocks: Buffer; root: string } {
    if (this.block.length > 0) this.close();
    const blocks = Buffer.concat(this.nodes);
    return { blocks, root: rootOfBlocks(blocks, this.leaves) };
  }
}

function topOf(leaves: readonly Buffer[], levels: number): Buffer {
  let row = leaves;
  for (let level = 0; level < levels && row.length > 1; level++) row = pairs(row);
  return row[0] as Buffer;
}

/** The root over the nodes of the blocks. */
export function rootOfBlocks(blocks: Buffer, leaves: number): string {
  let row = nodesOf(blocks);
  while (row.length > 1) row = pairs(row);
  return digest(`tidu list root 1\n${leaves}\n${(row[0] as Buffer).toString('hex')}`).toString('hex');
}

export const nodesOf = (blocks: Buffer): Buffer[] =>
  Array.from({ length: blocks.length / 32 }, (_, i) => blocks.subarray(i * 32, i * 32 + 32));

export interface Step {
  side: 'left' | 'right';
  hash: string;
}

/** What proves that the leaf at `index` stands under the root; `block`: the leaves of its block. */
export function proofInBlock(block: readonly Buffer[], blocks: Buffer, index: number): Step[] {
  const path: Step[] = [];
  const climb = (from: readonly Buffer[], at: number, levels: number) => {
    let [row, place] = [from, at];
    for (let level = 0; level < levels && row.length > 1; level++) {
      const beside = row[place % 2 === 0 ? place + 1 : place - 1];
      if (beside) path.push({ side: place % 2 === 0 ? 'right' : 'left', hash: beside.toString('hex') });
      [row, place] = [pairs(row), place >> 1];
    }
  };
  climb(block, index % blockSize, blockLevels);
  climb(nodesOf(blocks), Math.floor(index / blockSize), 64);
  return path;
}

/** The root over what stands above the rows, and the rows: printed on every page and file (快照根值). */
export const snapshotRoot = (head: object, rowsRoot: string): string =>
  digest(`tidu ranking snapshot 1\n${rowsRoot}\n${canonicalJson(head)}`).toString('hex');
