import type { PublishedStandard } from '@tidu/scoring';
import type { Application } from '../applications/application';
import type { OpenBatch } from './batch';

/** A declaration with what it is judged by. */
export interface Declaration {
  application: Application;
  batch: OpenBatch;
  standard: PublishedStandard;
}
