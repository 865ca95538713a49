import { DomainError } from '@tidu/kernel';

/** Too much was asked for in too short a time. The doors say in `Retry-After` when it may be asked again. */
export class TooMany extends DomainError {
  /** @param retryAfter seconds */
  constructor(
    code: string,
    message: string,
    readonly retryAfter: number,
  ) {
    super('tooMany', code, message);
  }
}
