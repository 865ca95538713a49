import { MapReader, Source } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';
import { isMap } from 'yaml';

/** Why a title may be cancelled (取消原因). */
export interface Cause {
  code: string;
  label: string;
  /** What it rests on. */
  article: string;
  /** Years in which one may not apply again; 0: no ban. */
  banYears: number;
}

export interface TitleRules {
  /** How many months before its end a title is in the queue of renewals. */
  monthsAhead: number;
  causes: ReadonlyMap<string, Cause>;
}

const file = 'seeds/recognition/titles.yaml';
let kept: TitleRules | null = null;

/** The rules of this installation, read once. @throws DomainError `RECOGNITION.BAD_TITLE_RULES`. */
export function titleRules(): TitleRules {
  kept ??= loadTitleRules(readInstalledFile(file));
  return kept;
}

/** Reads the rules strictly. @throws DomainError `RECOGNITION.BAD_TITLE_RULES` with every problem. */
export function loadTitleRules(text: string): TitleRules {
  const source = new Source(file, 'RECOGNITION.BAD_TITLE_RULES');
  const top = source.parse(text);
  const causes = new Map<string, Cause>();
  let monthsAhead = 0;
  if (top) {
    const reader = new MapReader(source, top);
    const renewal = reader.map('renewal');
    if (renewal) monthsAhead = renewal.wholeNumber('monthsAhead', 1, 36);
    renewal?.done('monthsAhead');
    for (const { key, keyNode, value } of reader.map('causes')?.entries() ?? []) {
      if (!/^[a-z][a-zA-Z]{2,39}$/.test(key)) source.fail(keyNode, `“${key}”不是原因的代码，应形如 falseData`);
      if (isMap(value)) causes.set(key, readCause(key, new MapReader(source, value)));
      else source.fail(value ?? keyNode, `“${key}”应是“键: 值”的内容`);
    }
    reader.done('renewal、causes');
  }
  source.throwIfBad('称号的规则');
  return { monthsAhead, causes };
}

function readCause(code: string, reader: MapReader): Cause {
  const cause = {
    code,
    label: reader.text('label'),
    article: reader.text('article'),
    banYears: reader.wholeNumber('banYears', 0, 20),
  };
  reader.done('label、article、banYears');
  return cause;
}
