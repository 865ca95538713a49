import { OUTCOME_LABELS, type OutcomeName } from '@tidu/criteria';

/** What an official reads for each outcome. */
export const outcomeWords: Readonly<Record<OutcomeName, string>> = OUTCOME_LABELS;

/** Outcomes from the most welcome to what does not count. */
export const outcomeOrder: readonly OutcomeName[] = ['met', 'manual', 'unknown', 'unmet', 'notApplicable'];
