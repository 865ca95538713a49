import type { Express, Request, Response } from 'express';
import express from 'express';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Serves the built pages: files by their hashed names for a year, the page itself fresh and with a nonce of its own. */
export function mountPages(server: Express, folder: string): void {
  const page = path.join(folder, 'index.html');
  if (!fs.existsSync(page)) return; // the doors serve the interface alone where no pages were built
  server.use(
    '/assets',
    express.static(path.join(folder, 'assets'), { immutable: true, maxAge: '365d', index: false, fallthrough: false }),
  );
  const html = fs.readFileSync(page, 'utf8');
  server.get(
    [
      '/',
      '/console',
      '/console/*rest',
      '/portal',
      '/portal/*rest',
      '/public',
      '/public/*rest',
      '/sign-in',
      '/sign-in/*rest',
    ],
    (_request: Request, response: Response) => {
      const nonce = randomBytes(16).toString('base64');
      response.setHeader('Content-Security-Policy', policy(`'self' 'nonce-${nonce}'`));
      response.setHeader('Cache-Control', 'no-store');
      response.type('html').send(html.replaceAll('__NONCE__', nonce));
    },
  );
  server.get('/favicon.svg', (_request, response) => response.sendFile(path.join(folder, 'favicon.svg')));
}

/** No code from elsewhere, no inline code, no eval; styles of antd carry the page's nonce. */
export function policy(style: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src ${style}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
