import { DomainError } from '@tidu/kernel';
import type { Request } from 'express';

/** Header that our own pages send with every change, and its value; a form of another page can't send it. */
export const ownPageHeader = 'x-requested-with';
export const ownPageValue = 'tidu';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a change that another page makes a browser send (CSRF): the cookie is `SameSite=Strict`, a browser that says
 * where a request comes from must name this very origin, and a header is demanded that only a script of our own origin,
 * or a program, can set.
 * @throws DomainError `PLATFORM.FOREIGN_PAGE`.
 */
export function requireOwnPage(request: Request): void {
  if (reading.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  const isOwn = (site === undefined || site === 'same-origin') && request.headers[ownPageHeader] === ownPageValue;
  if (isOwn) return;
  throw new DomainError(
    'forbidden',
    'PLATFORM.FOREIGN_PAGE',
    '请求不是从梯度自己的页面发出的，没有处理。用程序调用时请带上请求头 X-Requested-With: tidu。',
  );
}
