import type { Node } from 'yaml';
import type { Condition, Confidence, Parameter } from '../document';
import type { FactDictionary } from '../fact-dictionary';
import type { MapReader, Source } from './source';

/** What the reader of a clause needs to know of the place it stands in. */
export interface Context {
  readonly source: Source;
  readonly dictionary: FactDictionary;
  /** Ids used so far with their lines: an id names one clause. */
  readonly ids: Map<string, number>;
  /** Handed down from the enclosing clause where a clause says nothing of its own. */
  readonly article: string | null;
  readonly confidence: Confidence | null;
  /** Set once a score was met: a standard has at most one. */
  readonly seen: { score: boolean };
  /** Parameters of the release by name. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Reads the `score` of a map; handed in, because scores contain conditions and conditions scores. */
  readonly readScore: (reader: MapReader, context: Context) => Condition;
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Notes an id that is misspelt or used before. */
export function claimId(id: string, node: Node | null, context: Context): void {
  if (id === '') return;
  if (!ID.test(id)) context.source.fail(node, `编号“${id}”应由小写字母、数字和连字符组成，以字母开头`);
  const line = context.ids.get(id);
  if (line === undefined) context.ids.set(id, context.source.lineOf(node));
  else context.source.fail(node, `编号“${id}”在第 ${line} 行已经用过，请换一个`);
}
