import type { changeApplication, HigherDocument } from './application';

/** One thing to be put right (补正项). */
export interface Mark {
  /** Code of the fact, or of the kind of evidence. */
  fact: string;
  remark: string;
}

/** What somebody does with an application. */
export interface Act {
  /** An action of its procedure. */
  action: string;
  /** Why, for the enterprise to read. */
  reason?: string | null;
  /** Remark among staff, never shown to the enterprise (内部意见). */
  internal?: string | null;
  document?: HigherDocument | null;
  /** Why it is done although something stands against it, among staff (仍然办理的理由). */
  despite?: string | null;
  marks?: readonly Mark[];
  /** What else changes with it: what was submitted, whose confirmation stands behind it. */
  set?: Parameters<typeof changeApplication>[2];
  confirmed?: boolean;
  /** The act on several at once (批量办理) that it is a part of: takes effect once for an application. */
  bulkId?: string;
}
