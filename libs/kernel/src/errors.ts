/** A place in the input: a field of a form or DTO, or a cell of a file (row counted from 1, as Excel shows it). */
export interface Place {
  field?: string;
  row?: number;
  column?: string;
}

/** One thing that is wrong with the input: where, which value, a stable code and what to do, in Chinese. */
export interface Problem {
  where: Place;
  value?: string;
  code: string;
  message: string;
}

/** What kind of failure it is; only the HTTP edge turns a kind into a status. */
export type ErrorKind =
  'invalid' | 'unauthenticated' | 'forbidden' | 'notFound' | 'conflict' | 'tooLarge' | 'tooMany' | 'unavailable';

/**
 * A failure the caller can understand and act on. Services throw it with a stable code (`ROOM.WHAT`) and a
 * sentence in Chinese that says what happened, where and what to do; nothing in it is secret.
 */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly problems: Problem[] = [],
  ) {
    super(message);
    this.name = 'DomainError';
  }
}
