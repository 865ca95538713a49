import { RequestMethod, type INestApplicationContext, type NestInterceptor } from '@nestjs/common';
import { INTERCEPTORS_METADATA, METHOD_METADATA } from '@nestjs/common/constants';
import { ActsInterceptor, AnswerMasks, MaskingInterceptor } from '@tidu/platform';
import { routesOf } from './described/routes';

/**
 * Puts before each operation what it needs: what changes something takes effect once, what may hold something
 * confidential is masked. Not before all alike: a list without anything of the kind is served an eighth faster.
 * Call it when the masks are learned, before the doors open.
 */
export function bindInterceptors(app: INestApplicationContext): void {
  const [masks, acts, masking] = [app.get(AnswerMasks), app.get(ActsInterceptor), app.get(MaskingInterceptor)];
  for (const { operationId, handler } of routesOf(app).values()) {
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (method === undefined) continue;
    const needed: NestInterceptor[] = method === RequestMethod.GET ? [] : [acts];
    if (!masks.passes(operationId)) needed.push(masking); // inside: an answer is kept as it was given
    Reflect.defineMetadata(INTERCEPTORS_METADATA, [...needed, ...ownOf(handler)], handler);
  }
}

/** What the operation itself asks for, without what was put before it when other doors opened in this process. */
function ownOf(handler: object): unknown[] {
  const bound = (Reflect.getMetadata(INTERCEPTORS_METADATA, handler) ?? []) as unknown[];
  return bound.filter((one) => !(one instanceof ActsInterceptor || one instanceof MaskingInterceptor));
}
