import { createHash, randomBytes } from 'node:crypto';

/** A new secret of 256 bits that is shown once and kept by its hash alone: of a session, of a one-time link. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Whether a text has the form of one of ours; nothing else is looked up. */
export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** What is kept of a token. A plain hash is enough: there is nothing to guess in 256 random bits. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();
