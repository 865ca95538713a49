import { Injectable } from '@nestjs/common';
import type { Transaction } from '@tidu/platform';

/** Takes back what an import did to the register, as it is noted in `import_change`. */
@Injectable()
export class ImportUndo {
  /** What was changed since stays; every row of `import_change` says what became of it. */
  async undo(tx: Transaction, importJobId: string): Promise<void> {
    await tx.rows('select undo_created_enterprises($1)', [importJobId]);
  }
}
