import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { ScopeBook } from '../scopes/scope-book';
import type { Session } from '../sessions/session';
import { SessionCookie } from '../sessions/session-cookie';
import { SessionsService } from '../sessions/sessions.service';
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

  async show(response: Response, token: string): Promise<SessionDto> {
    const session = await this.sessions.of(token);
    if (!session) throw new Error('a session ended as it began');
    this.cookie.write(response, token);
    return this.tell(session);
  }

  /** A session as its owner is told of it, what it sees by name. */
  async tell(session: Session): Promise<SessionDto> {
    return toSessionDto(session, await this.book.name(session.held));
  }
}
