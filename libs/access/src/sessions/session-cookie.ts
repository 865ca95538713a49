import type { Request, Response } from 'express';
import type { Visitor } from './sessions.service';

/**
 * A cookie with a token: out of reach of scripts, never sent along from another site, and, unless the doors serve this
 * machine alone over plain http, only over https and bound to this very host.
 */
export class BrowserCookie {
  private readonly name: string;

  constructor(
    name: string,
    private readonly secure: boolean,
  ) {
    this.name = secure ? `__Host-${name}` : name;
  }

  /** The token a request came with; the empty text without one, or with several, of which one is a stranger's. */
  read(request: Request): string {
    const found = (request.headers.cookie ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${this.name}=`));
    return found.length === 1 ? (found[0] ?? '').slice(this.name.length + 1) : '';
  }

  /** Lives as long as the browser; what it stands for lapses sooner. */
  write(response: Response, token: string): void {
    response.cookie(this.name, token, this.options);
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }

  private get options() {
    return { httpOnly: true, sameSite: 'strict' as const, path: '/', secure: this.secure };
  }
}

/** The cookie that carries a session's token. */
export class SessionCookie extends BrowserCookie {
  constructor(secure: boolean) {
    super('tidu', secure);
  }

  override clear(response: Response): void {
    super.clear(response);
    response.setHeader('Clear-Site-Data', '"cache", "storage"');
  }
}

/** Where a request came from, as far as the doors are told (`PROXY_HOPS`). */
export const visitorOf = (request: Request): Visitor => ({
  address: request.ip ?? 'unknown',
  agent: (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, ''),
});
