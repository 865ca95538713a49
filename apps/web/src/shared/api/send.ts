import { uuidv7 } from '@tidu/kernel';

/**
 * What changes something carries a key of its own, so it is sent once more where the connection broke before the answer
 * came: it takes effect once.
 */
export async function send(request: Request): Promise<Response> {
  if (request.method === 'GET') return fetch(request);
  request.headers.set('Idempotency-Key', uuidv7());
  const copy = request.clone();
  return fetch(request).catch(async () => {
    await new Promise((done) => setTimeout(done, 1000));
    return fetch(copy);
  });
}
