import { NotFoundException } from '@nestjs/common';
import type { Express, Request, Response } from 'express';
import express from 'express';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pagePolicy, workerPolicy } from './security-headers';

/** Serves the built pages: files by their hashed names for a year, the page itself fresh and with a nonce of its own. */
export function mountPages(server: Express, folder: string): void {
  const page = path.join(folder, 'index.html');
  if (!fs.existsSync(page)) return; // the doors serve the interface alone where no pages were built
  const kept = (response: Response, file: string) => {
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    // a worker is bound by the policy of its own script: it may load parts of itself, and nothing else
    if (file.endsWith('.mjs')) response.setHeader('Content-Security-Policy', workerPolicy);
  };
  // what lies elsewhere isn't there: no other answer for ways out of the folder, no way to a folder
  server.use(
    '/assets',
    express.static(path.join(folder, 'assets'), { setHeaders: kept, index: false, redirect: false }),
  );
  server.use('/assets', (_request, _response, next) => next(new NotFoundException()));
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
      response.setHeader('Content-Security-Policy', pagePolicy(`'self' 'nonce-${nonce}'`));
      response.type('html').send(html.replaceAll('__NONCE__', nonce));
    },
  );
  server.get('/favicon.svg', (_request, response) => response.sendFile(path.join(folder, 'favicon.svg')));
}
