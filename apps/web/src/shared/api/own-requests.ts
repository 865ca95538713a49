import type { Middleware } from 'openapi-fetch';
import { proveAnew, sessionLost } from '../session/session-events';
import { isStillSignedIn } from './still-signed-in';

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
 * once more what was only refused until the person proves themselves anew, or for a session that another has replaced.
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
    if (code === 'ACCESS.STEP_UP' && again && (await proveAnew())) return send(again);
    // the session was renewed while this was on its way with the old one
    if (code === 'ACCESS.SIGN_IN' && again && (await isStillSignedIn())) return send(again);
    if (code === 'ACCESS.SIGN_IN' || code === 'ACCESS.FACTOR') sessionLost();
    return response;
  },
  onError({ id }) {
    sent.delete(id);
  },
});
