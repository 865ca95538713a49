import { MapReader, Source } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';

/** The rules of public notices (公示). */
export interface NoticeRules {
  /** Working days it lasts at least, the day of publishing not counted. */
  leastWorkingDays: number;
  /** Working days in which an objection that was taken up is answered. */
  answerWorkingDays: number;
  /** What stands above the list, unless somebody writes otherwise. */
  intro: string;
}

const file = 'seeds/recognition/notices.yaml';
let kept: NoticeRules | null = null;

/** The rules of this installation, read once. @throws DomainError `RECOGNITION.BAD_NOTICES`. */
export function noticeRules(): NoticeRules {
  kept ??= loadNoticeRules(readInstalledFile(file));
  return kept;
}

/** @throws DomainError `RECOGNITION.BAD_NOTICES` with every problem: file, line, what is wrong and what to do. */
export function loadNoticeRules(text: string): NoticeRules {
  const source = new Source(file, 'RECOGNITION.BAD_NOTICES');
  const top = source.parse(text);
  const rules: NoticeRules = { leastWorkingDays: 5, answerWorkingDays: 10, intro: '' };
  if (top) {
    const reader = new MapReader(source, top);
    rules.leastWorkingDays = reader.wholeNumber('leastWorkingDays', 1, 99);
    rules.answerWorkingDays = reader.wholeNumber('answerWorkingDays', 1, 99);
    rules.intro = reader.text('intro');
    reader.done('leastWorkingDays、answerWorkingDays、intro');
  }
  source.throwIfBad('公示的规则');
  return rules;
}
