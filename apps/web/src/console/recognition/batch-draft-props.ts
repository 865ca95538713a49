import type { BatchDraft } from './batch-draft';

/** What a part of the form is given. */
export interface DraftProps {
  draft: BatchDraft;
  set: (change: Partial<BatchDraft>) => void;
  fixed?: boolean;
}
