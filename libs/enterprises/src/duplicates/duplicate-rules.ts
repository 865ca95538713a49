import { MapReader, Source } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';
import { isMap } from 'yaml';
import { type ComparedBy, comparedBy } from './compared-by';

/** By which two records may be one enterprise (疑似重复的规则). */
export interface DuplicateRule {
  code: string;
  /** What an official reads. */
  label: string;
  by: ComparedBy;
  /** A key that more records share than this says nothing about any of them (a building, a placeholder). */
  most: number;
}

const file = 'seeds/reference/duplicate-rules.yaml';
const highest = 1000;
let kept: DuplicateRule[] | null = null;

/** The rules of this installation, read once. @throws DomainError `ENTERPRISES.BAD_DUPLICATE_RULES`. */
export function duplicateRules(): DuplicateRule[] {
  kept ??= loadDuplicateRules(readInstalledFile(file));
  return kept;
}

/**
 * Reads the rules strictly: unknown or repeated keys and limits that make no sense are refused.
 * @throws DomainError `ENTERPRISES.BAD_DUPLICATE_RULES` with every problem: file, line, what is wrong and what to do.
 */
export function loadDuplicateRules(text: string): DuplicateRule[] {
  const source = new Source(file, 'ENTERPRISES.BAD_DUPLICATE_RULES');
  const top = source.parse(text);
  const rules: DuplicateRule[] = [];
  if (top) {
    const reader = new MapReader(source, top);
    for (const { key, keyNode, value } of reader.map('rules')?.entries() ?? []) {
      if (!/^[a-z][A-Za-z0-9]{1,39}$/.test(key))
        source.fail(keyNode, `“${key}”不是规则的代码，请用字母和数字，以小写字母开头，至多 40 个`);
      if (isMap(value)) rules.push(readRule(key, new MapReader(source, value)));
      else source.fail(value ?? keyNode, `“${key}”应是“键: 值”的内容`);
    }
    reader.done('rules');
  }
  source.throwIfBad('疑似重复的规则');
  return rules;
}

function readRule(code: string, reader: MapReader): DuplicateRule {
  const rule = {
    ...{ code, label: reader.text('label'), by: reader.choice('by', comparedBy) },
    most: reader.wholeNumber('most', 2, highest),
  };
  reader.done('label、by、most');
  return rule;
}
