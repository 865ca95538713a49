import { DomainError, type Problem } from '@tidu/kernel';

/** What is wrong with a standard that was to be published, all of it. */
export function checkFailed(file: string, problems: Problem[]): DomainError {
  const list = problems.map(({ message }) => message).join('\n');
  const count = `${file} 有 ${problems.length} 处问题，没有发布：`;
  return new DomainError('invalid', 'SCORING.NOT_PUBLISHABLE', `${count}\n${list}`, problems);
}

/** The database's refusal of a release, in words; anything else as it is. */
export function publicationRefusal(error: unknown): Error {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === '23505' || (code === '23514' && constraint === undefined))
    return new DomainError(
      'conflict',
      'SCORING.PUBLISHED_MEANWHILE',
      '这个版本刚由别人发布，没有再发布一次。请刷新后核对。',
    );
  return error as Error;
}

/** The database's refusal of an activation, in words; anything else as it is. */
export function activationRefusal(error: unknown): Error {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (constraint === 'standard_activation_two_persons')
    return new DomainError(
      'forbidden',
      'SCORING.SAME_PERSON',
      '这个版本是您发布的，启用须由另一位经办人复核后进行（双人复核）。',
    );
  if (code === '23514')
    return new DomainError('invalid', 'SCORING.PAST_DAY', '启用日不能早于今天：已经过去的日子用的是当时的版本。');
  return error as Error;
}

/** What the pages, the interface and the command say of the rule of two persons. */
export function reviewWords(twoPersons: boolean): string {
  return twoPersons
    ? '双人复核已启用：发布人不能启用自己发布的版本。'
    : '目前没有账号，双人复核未启用：发布和启用都由本机经办人进行。';
}
