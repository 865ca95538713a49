import type { FactDictionary } from '../fact-dictionary';
import { loadStandard } from '../load/load-standard';
import type { Release } from '../release';

/** What an overlay need not say: it is taken from the standard it changes. */
const HEAD = ['id', 'version', 'name', 'source', 'region', 'periods', 'note'] as const;

/**
 * Reads an overlay (试改文件), the trial of another rule: `extends` names the standard, `overrides` gives clauses other
 * words by their id, as a regional supplement does. A supplement itself may be tried too. Its head is that of the
 * standard unless it has one of its own.
 * @param base the standard in use, with the YAML it was published from
 * @throws DomainError `CRITERIA.BAD_STANDARD` naming file and line.
 */
export function loadOverlay(
  text: string,
  base: { text: string; release: Release },
  dictionary: FactDictionary,
  file: string,
): Release {
  const { document } = base.release;
  const head = { ...document, name: `${document.name}（试改）`, note: document.note };
  const given = new Set([...text.matchAll(/^([a-z]+)\s*:/gim)].map(([, key]) => key));
  const missing = HEAD.filter((key) => !given.has(key)).map((key) => `${key}: ${JSON.stringify(head[key])}`);
  // behind the text, so that the lines of a message are those of the file
  const whole = `${text}\n${missing.join('\n')}\n`;
  return loadStandard(whole, dictionary, file, (id) =>
    id === document.id ? { text: base.text, file: `${id}.yaml` } : null,
  );
}

/** The standard an overlay changes, as its text says; null where it says none. */
export function overlayBase(text: string): string | null {
  return /^extends\s*:\s*['"]?([a-z0-9-]{3,60})['"]?\s*(#.*)?$/m.exec(text)?.[1] ?? null;
}
