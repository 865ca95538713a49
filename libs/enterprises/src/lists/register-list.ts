import { type EvidenceKind } from '../evidence/evidence-kind';
import { checkStatement } from '../evidence/statement';
import type { ImportedList, ListStatement } from './list-book';
import type { ListDefinition } from './list-definition';
import { takeInDated } from './take-in-dated';
import { takeInList } from './take-in-list';

/** A list of the register as the import knows it: rows are checked as if a person had typed them. */
export function registerList(list: ListDefinition): ImportedList {
  const { id, label, about, kind, dated, key, columns } = list;
  return {
    ...{ id, label, about, key, columns, table: kind.table, exclusive: kind.exclusive === true },
    group: dated ? 'dated' : 'evidence',
    check: (statement) => check(list, statement),
    takeIn: (tx, terms, log) =>
      dated ? takeInDated(tx, { ...list, dated }, terms, log) : takeInList(tx, list, terms, log),
  };
}

function check({ kind, dated }: ListDefinition, { values, source, document, today }: ListStatement) {
  const own = Object.fromEntries(kind.fields.map(({ name }) => [name, values[name] ?? undefined]));
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : null);
  const days = { validFrom: text('validFrom'), validUntil: text('validUntil') };
  // whoever leaves an official list is on it since a day that the register knows
  const leaves = kind.exclusive && days.validFrom === null && days.validUntil !== null;
  const statement = { values: own, ...days, source, document, note: text('note') };
  if (leaves) return { ...checkStatement(leaving(kind), statement, today), validFrom: null };
  const stated = checkStatement(kind, statement, today);
  if (!dated) return stated;
  // dated rows have one line for who says it
  return { ...stated, source: document === null ? source : `${source} ${document}`.slice(0, 200) };
}

/** The same kind where the first day is left open. */
const leaving = (kind: EvidenceKind): EvidenceKind => ({ ...kind, from: { ...kind.from, required: false } });
