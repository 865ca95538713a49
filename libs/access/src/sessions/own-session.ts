import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Session, SessionRequest } from './session';

/** The session of this request, for operations about oneself; the guard has let it in. */
export const OwnSession = createParamDecorator((_: unknown, context: ExecutionContext): Session => {
  const { session } = context.switchToHttp().getRequest<SessionRequest>();
  if (!session) throw new Error('an operation without a session asks for it');
  return session;
});
