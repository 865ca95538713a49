import { OUTCOME_LABELS } from '../outcome';
import type { Letter, LetterClause, LetterRow, LetterValue } from './letter';
import type { LetterFinding } from './letter-findings';
import type { LetterNeed } from './letter-needs';

/** The few elements a letter is made of; none of them carries code, an address or an attribute but its class. */
export type BlockTag =
  'article' | 'header' | 'section' | 'footer' | 'h1' | 'h2' | 'h3' | 'p' | 'strong' | 'span' | 'ul' | 'li' | 'dl' | 'div' | 'dt' | 'dd'; // prettier-ignore

/** A piece of the letter's layout. The page turns it into elements, the exported file into text: one layout for both. */
export interface Block {
  tag: BlockTag;
  name: string | null;
  parts: (Block | string)[];
}

type Part = Block | string | null;

/** `block('p.quiet', …)`: a tag with its class; what is null is left out. */
function block(tagAndName: string, ...parts: Part[]): Block {
  const [tag, name] = tagAndName.split('.');
  return { tag: tag as BlockTag, name: name ?? null, parts: parts.filter((part) => part !== null && part !== '') as (Block | string)[] }; // prettier-ignore
}

const many = <T>(tag: string, items: readonly T[], one: (item: T) => Block): Block | null =>
  items.length === 0 ? null : block(tag, ...items.map(one));

const rows = (items: readonly LetterRow[]): Block | null =>
  many('dl.letter__rows', items, ({ label, value }) => block('div', block('dt', label), block('dd', value)));

const values = (items: readonly LetterValue[]): Block | null =>
  many(
    'dl.letter__values',
    items,
    ({ label, value, source }) =>
    block('div', block('dt', label), block('dd', block('strong', value), source === null ? null : block('span.letter__source', source))), // prettier-ignore
  );

const needs = (items: readonly LetterNeed[]): Block | null =>
  many('ul.letter__needs', items, ({ title, text, parts }) =>
    block('li', block('strong', title), text === '' ? null : block('span.letter__need', text), needs(parts)),
  );

function finding({ level, text, outcome, found, reason, near }: LetterFinding): Block {
  return block(
    `li.letter__level-${Math.min(level, 3)}`,
    block('span', text),
    outcome === null ? null : block('span.letter__mark', OUTCOME_LABELS[outcome]),
    found === null ? null : block('span.letter__found', found),
    reason === null ? null : block('span.letter__reason', reason),
    near === null ? null : block('strong.letter__near', near),
  );
}

function clause(one: LetterClause): Block {
  const { mark, words } = one.confidence;
  return block(
    `section.letter__clause letter__clause--${Math.min(one.level, 3)}`,
    block('h3', block('span', one.title), block(`span.letter__result letter__result--${one.outcome}`, one.result)),
    block('p', one.text),
    one.instead === null ? null : block('p.letter__quiet', one.instead),
    block('p.letter__quiet', mark === 'A' ? one.article : `${one.article}（${words}）`),
    values(one.values),
    many('ul.letter__findings', one.findings, finding),
  );
}

const section = (title: string, ...parts: Part[]): Block | null =>
  parts.every((part) => part === null) ? null : block('section', block('h2', title), ...parts);

/** The letter as a tree of plain elements, in the order in which it is read. */
export function letterBlocks(letter: Letter): Block {
  return block(
    'article.letter',
    block('header', block('h1', letter.title), block('p.letter__notice', letter.notice)),
    block('p.letter__to', `${letter.addressee}：`),
    ...letter.opening.map((text) => block('p', text)),
    section(
      '结果',
      block(`p.letter__verdict letter__result--${letter.outcome}`, letter.result),
      ...letter.verdict.map((text) => block('p', text)),
    ),
    section('还差什么', needs(letter.needs)),
    section('还没有定的', rows(letter.open)),
    section('依据', rows(letter.ground), letter.note === '' ? null : block('p.letter__quiet', letter.note)),
    section('逐条说明', ...letter.clauses.map(clause)),
    section('用到的全部数据', values(letter.values)),
    block(
      'footer',
      ...letter.closing.map((text) => block('p', text)),
      ...(letter.from === '' ? [] : [block('p.letter__from', letter.from)]),
    ),
  );
}
