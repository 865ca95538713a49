import type { StandardDocument } from './document';
import { sha256Hex } from './sha256';

/** A standard as it was published: the checked document and the hash of its content. Never changed. */
export interface Release {
  readonly id: string;
  readonly version: number;
  /** SHA-256 of the canonical JSON of the document, in small hexadecimal letters. */
  readonly hash: string;
  readonly document: StandardDocument;
}

/**
 * JSON with sorted keys and no white space: the same content always gives the same text, whatever the order and
 * layout of the file it came from.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value as Record<string, unknown>).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

/** Makes the release of a checked document. */
export function createRelease(document: StandardDocument): Release {
  const hash = sha256Hex(canonicalJson(document));
  return { id: document.id, version: document.version, hash, document };
}
