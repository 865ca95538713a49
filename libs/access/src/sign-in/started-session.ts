import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { ScopeBook } from '../scopes/scope-book';
import type { Session } from '../sessions/session';
import { SessionCookie } from '../sessions/session-cookie';
import { SessionsService, signInFirst } from '../sessions/sessions.service';
import { toSessionDto } from './session-view';
import type { SessionDto } from './sign-in.dto';

/** Hands a session that began, or got another token, to the browser: the token in a cookie, the rest as the answer. */
@Injectable()
export class StartedSession {
  constructor(
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly book: ScopeBook,
  ) {}

  /** @throws DomainError `ACCESS.SIGN_IN` where it was ended in this very moment. */
  async show(response: Response, token: string): Promise<SessionDto> {
    await this.begin(response, token);
    const session = await this.sessions.of(token);
    if (!session) throw signInFirst();
    return this.tell(session);
  }

  /** A session as its owner is told of it, what it sees by name. */
  async tell(session: Session): Promise<SessionDto> {
    return toSessionDto(session, await this.book.name(session.held));
  }

  /** The session that the browser had until now, somebody else's perhaps, ends with it. */
  async begin(response: Response, token: string): Promise<void> {
    await this.sessions.supersede(this.cookie.read(response.req));
    this.cookie.write(response, token);
  }
}
