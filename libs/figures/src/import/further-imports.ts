import { Injectable } from '@nestjs/common';
import type { Transaction } from '@tidu/platform';

/** Which import is taken back, by which job, and why. */
export interface UndoneImport {
  importJobId: string;
  /** The job that takes it back. */
  jobId: string;
  reason: string;
}

/** Takes a whole import back, or refuses; every row of its `import_change` says what became of it. */
export type TakeBack = (tx: Transaction, of: UndoneImport) => Promise<void>;

/** Imports of the rooms to the right, which teach how each is taken back. */
@Injectable()
export class FurtherImports {
  private readonly ways = new Map<string, TakeBack>();

  /** `task`: of the job that imports. */
  teach(task: string, takeBack: TakeBack): void {
    this.ways.set(task, takeBack);
  }

  /** Undefined: an import of figures or of the register. */
  of(task: string): TakeBack | undefined {
    return this.ways.get(task);
  }
}
