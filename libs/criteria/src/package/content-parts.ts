import type { Part } from './case-package';

/** What of a submission is taken apart by key, so that each value is a leaf of its own. */
const byKey = ['facts', 'origins', 'answers'] as const;

type Content = Record<string, unknown>;
const at = (content: Content, key: string) => (content[key] ?? {}) as Record<string, unknown>;
const place = (index: number) => String(index + 1).padStart(4, '0');

/** A submission (申报内容) in parts: each fact, each origin, each piece of evidence, and what is left. */
export function contentParts(content: Content): Part[] {
  const evidence = (content.evidence ?? []) as unknown[];
  const bare = { ...content, ...Object.fromEntries(byKey.map((key) => [key, {}])), evidence: [] };
  return [
    ['content', bare],
    ...byKey.flatMap((key) =>
      Object.entries(at(content, key)).map(([code, value]): Part => [`content.${key}.${code}`, value]),
    ),
    ...evidence.map((one, i): Part => [`content.evidence.${place(i)}`, one]),
  ];
}

/** The submission again, from its parts. */
export function contentOf(parts: ReadonlyMap<string, unknown>): Content {
  const content: Content = { ...(parts.get('content') as Content) };
  for (const key of byKey) content[key] = startingWith(parts, `content.${key}.`);
  content.evidence = Object.values(startingWith(parts, 'content.evidence.'));
  return content;
}

/** Parts whose names begin so, by the rest of their names. */
export function startingWith(parts: ReadonlyMap<string, unknown>, start: string): Record<string, unknown> {
  return Object.fromEntries(
    [...parts].flatMap(([name, value]) => (name.startsWith(start) ? [[name.slice(start.length), value]] : [])),
  );
}
