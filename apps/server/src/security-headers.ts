import type { RequestHandler } from 'express';

/** Where a style of our own may come from: a page names its nonce, the documents' page has styles in its text. */
export function pagePolicy(style: string): string {
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

/** What a worker of ours may do: load its own parts. */
export const workerPolicy =
  "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What an answer that is no page may do in a browser: nothing. */
const noPage = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const unused = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'bluetooth', 'hid', 'midi'];

/**
 * What every answer tells the browser. One list of our own instead of a library's defaults: a dozen headers, each with
 * its reason, that no upgrade changes behind one's back.
 */
const always: Readonly<Record<string, string>> = {
  'Content-Security-Policy': noPage,
  // a file is what its type says, never guessed to be a page
  'X-Content-Type-Options': 'nosniff',
  // for browsers that don't know frame-ancestors
  'X-Frame-Options': 'DENY',
  // addresses carry ids: none leaves with a link
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': unused.map((name) => `${name}=()`).join(', '),
  // no other page shares our process, reads our answers or holds our window
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'X-DNS-Prefetch-Control': 'off',
  'X-Permitted-Cross-Domain-Policies': 'none',
  // downloads aren't opened in our name
  'X-Download-Options': 'noopen',
  // the old filter of browsers could be turned against the page
  'X-XSS-Protection': '0',
  // answers are about enterprises and persons: nobody keeps them; what may be kept says so itself
  'Cache-Control': 'no-store',
};

/** For a year, browsers that came once over https come in no other way. */
const onlyHttps = 'max-age=31536000; includeSubDomains';

/** Sets the security headers of every answer; `isHttps`: the doors are reached over https. */
export function securityHeaders(isHttps: boolean): RequestHandler {
  const headers = Object.entries({ ...always, ...(isHttps && { 'Strict-Transport-Security': onlyHttps }) });
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}
