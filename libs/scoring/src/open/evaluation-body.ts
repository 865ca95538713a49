import { text } from 'express';
import type { RequestHandler } from 'express';

/**
 * The body of an evaluation must reach the reader of `criteria` as text: a JSON parser would round its numbers and
 * drop repeated keys in silence. To be mounted before the JSON parser of the doors:
 * `app.use(evaluationBody.path, evaluationBody.handler)`.
 */
export const evaluationBody: { path: RegExp; handler: RequestHandler } = {
  path: /^\/api\/open\/standards\/[^/]+\/evaluations\/?$/,
  handler: text({ type: ['application/json', 'application/*+json'], limit: '256kb', defaultCharset: 'utf-8' }),
};
