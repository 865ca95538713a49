/** Names by id of the clauses that ask something themselves; groups and totals only repeat what stands in them. */
export function clauseNames(clauses: readonly { id: string; kind: string; label: string }[]): Map<string, string> {
  return new Map(
    clauses.filter(({ kind }) => kind === 'condition' || kind === 'indicator').map(({ id, label }) => [id, label]),
  );
}
