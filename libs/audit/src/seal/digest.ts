import { createHash } from 'node:crypto';

/** The hashes a chain may be made with; both give 32 bytes. */
export const algorithms = ['sha256', 'sm3'] as const;
export type Algorithm = (typeof algorithms)[number];

/** Hash of bytes by one of the {@link algorithms}. */
export type Digest = (...parts: (Buffer | string)[]) => Buffer;

/** The one place that knows how a hash is computed. */
export function digestOf(algorithm: Algorithm): Digest {
  return (...parts) => {
    const hash = createHash(algorithm);
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
}

/** What the first link follows. */
export const chainStart = Buffer.alloc(32);

/** Hash of a link: over the one before, its place, its entry and the entry's own digest. */
export function linkHash(
  digest: Digest,
  before: Buffer,
  sequence: bigint,
  entryId: string,
  entryDigest: Buffer,
): Buffer {
  return digest(before, `${sequence}:${entryId}:`, entryDigest);
}
