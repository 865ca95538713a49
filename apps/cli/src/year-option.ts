import { DomainError } from '@tidu/kernel';

/** An accounting year as it stands on the command line. */
export function yearOption(text: string): number {
  if (!/^\d{4}$/.test(text))
    throw new DomainError('invalid', 'CLI.BAD_YEAR', `--year ${text}：应为四位年份，例如 2025。`);
  return Number(text);
}
