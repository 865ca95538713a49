import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { BrowserCookie } from '../sessions/session-cookie';
import type { BegunAttempt } from './provider.service';

/** How a browser leaves for the identity provider and comes back: the page it returns to, and the cookie it carries. */
@Injectable()
export class ProviderDoor {
  private readonly cookie: BrowserCookie;

  constructor(private readonly publicUrl: string | undefined) {
    this.cookie = new BrowserCookie('tidu-provider', publicUrl?.startsWith('https://') ?? false);
  }

  /** The page of ours the provider sends back to; without a public address the one the browser uses on this machine. */
  backTo(request: Request): string {
    return `${this.publicUrl ?? `http://${request.headers.host ?? 'localhost'}`}/sign-in/provider`;
  }

  leave(response: Response, { address, token }: BegunAttempt): { address: string } {
    this.cookie.write(response, token);
    return { address };
  }

  /** The token the browser left with; it is no longer of use to it. */
  enter(request: Request, response: Response): string {
    const token = this.cookie.read(request);
    this.cookie.clear(response);
    return token;
  }
}
