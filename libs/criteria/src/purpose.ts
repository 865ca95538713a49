/** Why an enterprise is judged: a new application (新申报) or the renewal of a title (复核). */
export type Purpose = 'application' | 'renewal';

export const PURPOSES: readonly Purpose[] = ['application', 'renewal'];

/** What a reader sees of each purpose. */
export const PURPOSE_LABELS: Readonly<Record<Purpose, string>> = { application: '新申报', renewal: '复核' };

export function isPurpose(text: string): text is Purpose {
  return text === 'application' || text === 'renewal';
}
