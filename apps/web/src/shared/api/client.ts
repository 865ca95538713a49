import { uuidv7 } from '@tidu/kernel';
import createClient from 'openapi-fetch';
import type { paths as ConsolePaths } from './console.gen';
import { readProblem } from './problem';

/** The console's interface, typed from its OpenAPI document. Paths are given in full, as in the document. */
export const api = createClient<ConsolePaths>({ baseUrl: '', fetch: send });

/**
 * What changes something carries a key of its own, so it is sent once more where the connection broke before the answer
 * came: it takes effect once.
 */
async function send(request: Request): Promise<Response> {
  if (request.method === 'GET') return fetch(request);
  request.headers.set('Idempotency-Key', uuidv7());
  const copy = request.clone();
  return fetch(request).catch(async () => {
    await new Promise((done) => setTimeout(done, 1000));
    return fetch(copy);
  });
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer. @throws ApiProblem what the server refused, in its words. */
export async function unwrap<T>(asked: Promise<Answer<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await asked;
  if (!response.ok || data === undefined || data === null) throw readProblem(response.status, error);
  return data;
}

/** Waits for an answer without content. @throws ApiProblem what the server refused, in its words. */
export async function settle(asked: Promise<Answer<unknown>>): Promise<void> {
  const { error, response } = await asked;
  if (!response.ok) throw readProblem(response.status, error);
}
