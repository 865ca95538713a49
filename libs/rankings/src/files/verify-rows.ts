import { rowLeaf, TreeBuilder } from '../run/row-tree';
import { commonColumns, rowChecker } from './file-columns';

/** Something about a file that is not as it was written: where, and what. */
export interface FileFault {
  where: string;
  message: string;
}

/** Told how many rows were read, and what is done with them; may throw to stop. */
export type Watch = (rows: number, stage: string) => void;

const commonCount = commonColumns.length;
const mostNamed = 50;
/** Rows between two times the watch is told. */
const turn = 1_000;

/** Checks the rows of a table file one after the other: each by its own check, all by the root they say. */
export class RowVerifier {
  readonly faults: FileFault[] = [];
  private readonly tree = new TreeBuilder();
  private common: string[] | null = null;
  private sealed = 0;
  rows = 0;

  constructor(private readonly watch: Watch) {}

  /** What the file says it is: year, day, ranking, version, nature, root of rows, root. */
  get says(): string[] {
    return this.common ?? [];
  }

  fault(where: string, message: string): void {
    if (this.faults.length < mostNamed) this.faults.push({ where, message });
  }

  header(labels: readonly string[]): boolean {
    this.sealed = labels.length - commonCount;
    const tail = labels.slice(this.sealed);
    if (this.sealed < 2 || commonColumns.some(({ label }, i) => tail[i] !== label)) {
      this.fault(
        '表头',
        `不是年度排名的导出文件，或表头被改动过：最后应是 ${commonColumns.map(({ label }) => label).join('、')}`,
      );
      return false;
    }
    this.tree.add(rowLeaf(0, labels.slice(0, this.sealed)));
    return true;
  }

  row(cells: readonly string[], where: string): void {
    if (this.rows++ % turn === 0) this.watch(this.rows, '逐行核对');
    const width = this.sealed + commonCount;
    const full = Array.from({ length: width }, (_, i) => cells[i] ?? '');
    if (cells.length > width) this.fault(where, `多出 ${cells.length - width} 格`);
    const leaf = rowLeaf(
      this.rows,
      full.slice(0, this.sealed).map((cell) => (cell === '' ? null : cell)),
    );
    const common = full.slice(this.sealed, -1);
    this.common ??= common;
    if (rowChecker(common)(leaf) !== full.at(-1))
      this.fault(`${where}（${full[2] ?? ''}，${full[1] ?? ''}）`, '与行校验值不符：这一行被改动过，或位置变了');
    else if (common.some((cell, i) => cell !== this.common?.[i]))
      this.fault(where, '年度、评价日、排名、版本、性质或根值与第一行不同：不是同一份排名的行');
    this.tree.add(leaf);
  }

  /** After the last row. */
  end(): void {
    if (this.rows === 0) return this.fault('文件', '没有数据行');
    const { root } = this.tree.end();
    if (this.faults.length === 0 && root !== this.says[5])
      this.fault('明细根值', '由各行算出的根值与写着的不同：有整行增删、调换，或表头被改动过');
  }
}
