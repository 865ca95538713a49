import type { Middleware } from 'openapi-fetch';
import { proveAnew, sessionLost } from '../session/session-events';

/** Requests that are under way, to be sent once more after the person proved themselves anew. */
const sent = new Map<string, Request>();

async function codeOf(response: Response): Promise<string> {
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as { code?: unknown } | null;
  return typeof body?.code === 'string' ? body.code : '';
}

/**
 * Says with every request that it comes from our own page, tells the page when nobody is signed in any more, and sends
 * once more what was only refused until the person proves themselves anew.
 */
export const ownRequests = (send: (request: Request) => Promise<Response>): Middleware => ({
  onRequest({ request, id }) {
    request.headers.set('X-Requested-With', 'tidu');
    sent.set(id, request.clone());
    return request;
  },
  async onResponse({ response, id }) {
    const again = sent.get(id);
    sent.delete(id);
    const code = response.status === 401 || response.status === 403 ? await codeOf(response) : '';
    if (code === 'ACCESS.SIGN_IN' || code === 'ACCESS.FACTOR') sessionLost();
    if (code === 'ACCESS.STEP_UP' && again && (await proveAnew())) return send(again);
    return response;
  },
  onError({ id }) {
    sent.delete(id);
  },
});
