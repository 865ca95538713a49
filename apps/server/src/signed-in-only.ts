import type { INestApplication } from '@nestjs/common';
import { SessionCookie, SessionsService } from '@tidu/access';
import { DomainError } from '@tidu/kernel';
import type { RequestHandler } from 'express';

/** Lets through whoever is signed in: for what is served beside the interface. */
export function signedInOnly(app: INestApplication): RequestHandler {
  const [sessions, cookie] = [app.get(SessionsService), app.get(SessionCookie)];
  return (request, _response, next) => {
    sessions
      .of(cookie.read(request))
      .then(
        (session) => next(session ? undefined : new DomainError('unauthenticated', 'ACCESS.SIGN_IN', '请先登录。')),
        next,
      );
  };
}
