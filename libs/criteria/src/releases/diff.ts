import type { Period, StandardDocument, Wording } from '../document';
import type { FactDictionary } from '../fact-dictionary';
import type { Purpose } from '../purpose';
import { canonicalJson } from '../release';
import { type Demand, leaves, type Part, partsOf, WHOLE } from './parts';

/** One thing that is another than before; null on the side where it isn't there. */
export interface ChangedLine {
  what: string;
  before: string | null;
  after: string | null;
}

/**
 * What changed at one place. `rule` changes who passes, `wording` only how it is said (label, text, article,
 * confidence); `head` is the standard as a whole (name, periods, region, title, source).
 */
export interface Difference {
  kind: 'head' | 'added' | 'removed' | 'rule' | 'wording';
  /** Id of the clause; the key of the head. */
  id: string;
  label: string;
  lines: ChangedLine[];
}

const CONFIDENCE_WORDS = { A: 'A（见到原文）', B: 'B（多个来源一致）', C: 'C（单一来源或存疑）' } as const;

/**
 * Compares two versions of a standard clause by clause: the head first, then what was removed, then every clause in
 * the order of the newer one. `version` and `changes` are no differences of content.
 */
export function diffStandards(
  before: StandardDocument,
  after: StandardDocument,
  dictionary: FactDictionary,
): Difference[] {
  const [old, now] = [partsOf(before, dictionary), partsOf(after, dictionary)];
  const removed = [...old].flatMap(([id, part]) => (now.has(id) ? [] : [whole('removed', part)]));
  const stays = (id: string) => old.has(id) && now.has(id);
  const changed = [...now].flatMap(([id, part]) => {
    const was = old.get(id);
    return was ? compareParts(was, part, stays) : [whole('added', part)];
  });
  const found = [...compareHeads(before, after), ...compareTables(before, after), ...removed, ...changed];
  const same = canonicalJson(before.requires) === canonicalJson(after.requires);
  return found.length > 0 || same ? found : [reordered];
}

const reordered: Difference = {
  ...{ kind: 'wording', id: 'requires', label: '条款' },
  lines: [{ what: '先后', before: '原来的排列', after: '新的排列' }],
};

function whole(kind: 'added' | 'removed', { wording, demands }: Part): Difference {
  const side = (value: string) => (kind === 'added' ? { before: null, after: value } : { before: value, after: null });
  return {
    ...{ kind, id: wording.id, label: wording.label },
    lines: [
      ...(wording.text === '' ? [] : [{ what: '条文', ...side(wording.text) }]),
      ...demands.map(({ subject, value }) => ({ what: subject, ...side(value) })),
    ],
  };
}

function compareParts(before: Part, after: Part, stays: (id: string) => boolean): Difference[] {
  // a clause that came or went says so itself; here only one that stands at another place counts
  const own = ({ demands }: Part) => demands.filter(({ clause }) => clause === undefined || stays(clause));
  const rules = compareDemands(own(before), own(after));
  const words = compareWords(before.wording, after.wording);
  const reshaped = before.rule !== after.rule && before.demands.length === after.demands.length;
  if (rules.length === 0 && reshaped && own(after).length === after.demands.length)
    rules.push({ what: '各项要求的组合', before: '原来的组合', after: '新的组合' });
  if (rules.length === 0 && words.length === 0) return [];
  const { id, label } = after.wording;
  return [
    {
      kind: rules.length > 0 ? 'rule' : 'wording',
      id: id === WHOLE ? 'requires' : id,
      label,
      lines: [...rules, ...words],
    },
  ];
}

function compareDemands(before: Demand[], after: Demand[]): ChangedLine[] {
  const [old, now] = [numbered(before), numbered(after)];
  const gone = [...old].filter(([key]) => !now.has(key)).map(([, demand]) => demand);
  const came = [...now].filter(([key]) => !old.has(key)).map(([, demand]) => demand);
  const lines: ChangedLine[] = [];
  for (const [key, { subject, value }] of now) {
    const was = old.get(key);
    if (was && was.value !== value) lines.push({ what: subject, before: was.value, after: value });
  }
  // what went and what came in the same words about the same thing is one change
  const only = (demands: Demand[], subject: string) => {
    const found = demands.filter((demand) => demand.subject === subject);
    return found.length === 1 ? found[0] : undefined;
  };
  const paired = new Set<Demand>();
  for (const demand of gone) {
    const twin = only(gone, demand.subject) && only(came, demand.subject);
    if (twin) paired.add(twin);
    lines.push({ what: demand.subject, before: demand.value, after: twin?.value ?? null });
  }
  for (const demand of came)
    if (!paired.has(demand)) lines.push({ what: demand.subject, before: null, after: demand.value });
  return lines;
}

/** Demands by key; a key that comes again is numbered, in order. */
function numbered(demands: Demand[]): Map<string, Demand> {
  const found = new Map<string, Demand>();
  for (const demand of demands) {
    let key = demand.key;
    for (let n = 2; found.has(key); n++) key = `${demand.key}#${n}`;
    found.set(key, demand);
  }
  return found;
}

function compareWords(before: Wording, after: Wording): ChangedLine[] {
  const line = (what: string, was: string, is: string) => (was === is ? [] : [{ what, before: was, after: is }]);
  return [
    ...line('名称', before.label, after.label),
    ...line('条文', before.text, after.text),
    ...line('出处', before.article, after.article),
    ...line('把握', CONFIDENCE_WORDS[before.confidence], CONFIDENCE_WORDS[after.confidence]),
  ];
}

const periodText = (period: Period | undefined): string =>
  period ? `${period.from ?? '起始未定'} 至 ${period.to ?? '今'}（把握 ${period.confidence}）` : '不适用';

function compareHeads(before: StandardDocument, after: StandardDocument): Difference[] {
  const head = (id: string, label: string, of: (document: StandardDocument) => string): Difference[] => {
    const [was, is] = [of(before), of(after)];
    return was === is ? [] : [{ kind: 'head', id, label, lines: [{ what: label, before: was, after: is }] }];
  };
  const period = (purpose: Purpose) => (document: StandardDocument) => periodText(document.periods[purpose]);
  return [
    ...head('name', '标准名称', ({ name }) => name),
    ...head('grants', '对应称号', ({ grants }) => `${grants.title}，${grants.level}，${grants.years ?? '不定'} 年`),
    ...head('source', '依据文件', ({ source }) => `${source.number} ${source.name} ${source.part} ${source.issuer}`),
    ...head('region', '适用地区', ({ region }) => region),
    ...head('application', '新申报施行期', period('application')),
    ...head('renewal', '复核施行期', period('renewal')),
    ...head('reviewBy', '复审日', ({ reviewBy }) => reviewBy ?? '不设'),
    ...head('note', '整体说明', ({ note }) => note),
  ];
}

/** Parts of a document that have words of their own above, or are no content. */
const KNOWN = ['id', 'version', 'changes', 'requires', 'name', 'grants', 'source', 'region', 'periods', 'reviewBy', 'note', 'extends']; // prettier-ignore

/** What else a standard computes with (parameters, tables of grades …), value by value under the name of its key. */
function compareTables(before: StandardDocument, after: StandardDocument): Difference[] {
  const [old, now] = [before, after].map((one) => new Map<string, unknown>(Object.entries(one)));
  const keys = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].filter((key) => !KNOWN.includes(key));
  return keys.flatMap((key): Difference[] => {
    const demands = [old, now].map((one) => {
      const found: Demand[] = [];
      if (one?.has(key)) leaves(one.get(key), { key: '', words: '' }, found);
      return found;
    });
    const lines = compareDemands(demands[0] ?? [], demands[1] ?? []);
    return lines.length === 0 ? [] : [{ kind: 'rule', id: key, label: key, lines }];
  });
}

const KIND_WORDS = { head: '总则', added: '新增', removed: '删去', rule: '要求变了', wording: '只改文字' } as const;

/** A difference in plain Chinese, a line each. */
export function differenceText({ kind, id, label, lines }: Difference): string[] {
  return [
    `${KIND_WORDS[kind]} ${label}（${id}）`,
    ...lines.map(({ what, before, after }) => {
      if (before === null) return `  ${what}：${kind === 'added' ? '' : '新增 '}${after ?? ''}`;
      if (after === null) return `  ${what}：${kind === 'removed' ? '' : '删去 '}${before}`;
      return `  ${what}：由 ${before} 改为 ${after}`;
    }),
  ];
}
