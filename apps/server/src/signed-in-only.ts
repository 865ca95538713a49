import type { INestApplication } from '@nestjs/common';
import { isComplete, SessionCookie, SessionsService } from '@tidu/access';
import { DomainError } from '@tidu/kernel';
import type { RequestHandler } from 'express';

const refused = () => new DomainError('unauthenticated', 'ACCESS.SIGN_IN', '请先以工作人员账号登录。');

/** Lets through the staff, with all they have to prove: for what is served beside the interface. */
export function signedInOnly(app: INestApplication): RequestHandler {
  const [sessions, cookie] = [app.get(SessionsService), app.get(SessionCookie)];
  return (request, _response, next) => {
    sessions
      .of(cookie.read(request))
      .then(
        (session) => next(session && session.duty !== 'member' && isComplete(session) ? undefined : refused()),
        next,
      );
  };
}
