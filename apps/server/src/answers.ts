import { ExpressAdapter } from '@nestjs/platform-express';
import type { Response } from 'express';

/**
 * Express, answering JSON as one string: head and body leave in one write. Express itself makes a buffer of the body and
 * asks each time whether the browser's copy is still fresh, which answers without an ETag never are.
 */
export class JsonAdapter extends ExpressAdapter {
  override reply(response: Response, body: unknown, statusCode?: number): unknown {
    if (!isPlain(body) || response.getHeader('Content-Type') !== undefined) {
      return super.reply(response, body, statusCode);
    }
    if (statusCode !== undefined) response.statusCode = statusCode;
    const text = JSON.stringify(body);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(text));
    return response.end(text);
  }
}

/** Lists and records, as operations return them; neither a stream nor an error. */
function isPlain(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || body instanceof Error) return false;
  return Array.isArray(body) || Object.getPrototypeOf(body) === Object.prototype;
}
