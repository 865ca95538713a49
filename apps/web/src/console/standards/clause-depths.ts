interface Part {
  id: string;
  parent: string | null;
}

/** How deep each clause stands below the whole; one whose parent is missing stands at the top. */
export function clauseDepths(clauses: readonly Part[]): Map<string, number> {
  const parents = new Map(clauses.map(({ id, parent }) => [id, parent]));
  const depths = new Map<string, number>();
  for (const { id } of clauses) {
    let depth = 0;
    let parent = parents.get(id) ?? null;
    while (parent !== null && parents.has(parent) && depth < clauses.length) {
      depth += 1;
      parent = parents.get(parent) ?? null;
    }
    depths.set(id, depth);
  }
  return depths;
}
