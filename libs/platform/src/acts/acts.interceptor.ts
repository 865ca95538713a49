import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  StreamableFile,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { DomainError, uuidv7 } from '@tidu/kernel';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { type Act, type ActingPerson, anonymous } from '../database/acting-person';
import { Database } from '../database/database';
import { DatabaseLost } from '../database/lost';
import type { UploadedPart } from '../files/upload';
import type { ActingRequest } from '../http/permission';
import { readActKey } from '../http/preconditions';
import { answerAct, answerLost, ActRepeated, findAct, forgetAct, requireSameAsked } from './act';

const unrepeated = 'tidu:unrepeated';
/** By this the interface's document knows the operations of {@link KeepsNoAnswers}. */
export const keepsNoAnswers = 'x-keeps-no-answers';

/**
 * On a controller whose requests and answers hold secrets (passwords, links) or personal data: nothing of them is kept, so an
 * `Idempotency-Key` means nothing there.
 */
export const KeepsNoAnswers = (): ClassDecorator =>
  applyDecorators(SetMetadata(unrepeated, true), ApiExtension(keepsNoAnswers, true));

/** How many seconds after its effect a repeated request still waits for the first one's answer. */
const patience = 10;

/**
 * Requests that change something take effect once for each `Idempotency-Key`: sent again, one gets the first answer
 * word for word; with another content it is refused. The key is claimed by `Database.write`, in the effect's own
 * transaction. Requests that fail leave nothing behind and may be sent again.
 */
@Injectable()
export class ActsInterceptor implements NestInterceptor {
  constructor(private readonly database: Database) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    if (Reflect.hasMetadata(unrepeated, context.getClass())) return next.handle();
    const key = ['GET', 'HEAD', 'OPTIONS'].includes(request.method) ? null : readActKey(request);
    // of who didn't say who they are nothing is kept: the next one would get the answer
    if (key === null || !request.person || request.person === anonymous) return next.handle();
    const person = request.person;
    const act: Act = { key, attempt: uuidv7(), asked: lazily(() => hashOf(request)) };
    request.person = { ...person, act };
    return from(this.takeEffect(person, act, request, next));
  }

  private async takeEffect(person: ActingPerson, act: Act, request: ActingRequest, next: CallHandler<unknown>) {
    // of a form with a file it is known only later what is asked
    const isWhole = !request.is('multipart/form-data');
    const before = isWhole ? await this.database.read(person, (tx) => findAct(tx, act.key)) : null;
    if (before) return this.again(person, act);
    let answer: unknown;
    try {
      answer = await lastValueFrom(next.handle(), { defaultValue: undefined });
    } catch (error) {
      if (error instanceof ActRepeated) return this.again(person, act);
      // after a failure nobody foresaw a part may have taken effect: the claim stays, if it was committed
      if (isForeseen(error)) await this.database.write(person, (tx) => forgetAct(tx, act)).catch(() => undefined);
      throw error;
    }
    if (!(answer instanceof StreamableFile)) await this.keep(person, act, answer);
    return answer;
  }

  /** Nobody is told of an effect whose answer can't be given again: should it not be kept, the sender asks anew. */
  private async keep(person: ActingPerson, act: Act, answer: unknown): Promise<void> {
    const text = JSON.stringify(answer ?? null);
    await this.database
      .write(person, (tx) => answerAct(tx, act, text))
      .catch(() => Promise.reject(new DatabaseLost(true)));
  }

  /** The first answer, as soon as it is there. */
  private async again(person: ActingPerson, act: Act): Promise<unknown> {
    for (;;) {
      const found = await this.database.read(person, (tx) => findAct(tx, act.key));
      if (!found) throw answerLost();
      requireSameAsked(found, act);
      if (found.answer !== null) return (JSON.parse(found.answer) as unknown) ?? undefined;
      if (found.age > patience) throw answerLost();
      await sleep(50);
    }
  }
}

/** A lost database leaves open whether the effect was committed: the claim stays, where it was. */
const isForeseen = (error: unknown) =>
  (error instanceof DomainError && !(error instanceof DatabaseLost)) || error instanceof HttpException;

function hashOf(request: ActingRequest & { file?: UploadedPart }): string {
  const { method, originalUrl, file } = request;
  const asked = [method, originalUrl, request.header('if-match'), request.body as unknown, file?.stored.sha256];
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex');
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
