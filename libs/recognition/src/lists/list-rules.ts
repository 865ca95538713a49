import { MapReader, Source, textOf } from '@tidu/criteria';
import { plainLabel, readInstalledFile } from '@tidu/platform';
import { isSeq, type Node } from 'yaml';

export const listColumns = ['name', 'creditCode', 'place'] as const;
/** What a column of an official list may say. */
export type ListColumn = (typeof listColumns)[number];

/** How official lists are read and compared (名单对账的规则). */
export interface ListRules {
  /** By label as it is compared. */
  headers: ReadonlyMap<string, ListColumn>;
  /** Ways to write the legal form, each with the one it stands for; the earlier first. */
  forms: readonly (readonly [written: string, meant: string])[];
  /** Ends of names of places that are left out as often as written. */
  shortened: readonly string[];
  /** Words without which names are compared to find who is meant perhaps. */
  loose: readonly string[];
  /** Most enterprises that are named for a row. */
  candidates: number;
  /** Most rows of a list. */
  rows: number;
}

const file = 'seeds/recognition/official-lists.yaml';
let kept: ListRules | null = null;

/** The rules of this installation, read once. @throws DomainError `RECOGNITION.BAD_LIST_RULES`. */
export function listRules(): ListRules {
  kept ??= loadListRules(readInstalledFile(file));
  return kept;
}

/** Reads the rules strictly. @throws DomainError `RECOGNITION.BAD_LIST_RULES` with every problem. */
export function loadListRules(text: string): ListRules {
  const source = new Source(file, 'RECOGNITION.BAD_LIST_RULES');
  const top = source.parse(text);
  const rules = top ? readRules(new MapReader(source, top)) : null;
  source.throwIfBad('名单对账的规则');
  if (!rules) throw new Error('rules without a top');
  return rules;
}

function readRules(reader: MapReader): ListRules {
  const { source } = reader;
  const words = (of: MapReader, key: string) => of.list(key).map((node) => wordOf(source, node, key));
  const headers = new Map<string, ListColumn>();
  const named = reader.map('headers');
  for (const column of named ? listColumns : [])
    for (const label of words(named as MapReader, column).map(plainLabel)) {
      if (headers.has(label)) source.fail(reader.place('headers'), `表头“${label}”写了两次，只能是一种意思`);
      headers.set(label, column);
    }
  named?.done(listColumns.join('、'));
  const forms = reader.list('forms').map((node): readonly [string, string] => {
    const pair = isSeq(node) ? node.items.map((item) => wordOf(source, item as Node, 'forms')) : [];
    if (pair.length !== 2) source.fail(node, '“forms”的每一项应是两种写法：[写成的, 视为的]');
    return [pair[0] ?? '', pair[1] ?? ''];
  });
  const rules = {
    ...{ headers, forms, shortened: words(reader, 'shortened'), loose: words(reader, 'loose') },
    ...{ candidates: reader.wholeNumber('candidates', 1, 50), rows: reader.wholeNumber('rows', 1, 1_000_000) },
  };
  reader.done('headers、forms、shortened、loose、candidates、rows');
  return rules;
}

function wordOf(source: Source, node: Node, key: string): string {
  const word = textOf(node) ?? '';
  if (word === '' || word.length > 30) source.fail(node, `“${key}”里应是 1 至 30 个字的词`);
  return word;
}
