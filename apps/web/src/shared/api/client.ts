import createClient from 'openapi-fetch';
import type { paths as AccessPaths } from './access.gen';
import type { paths as ConsolePaths } from './console.gen';
import type { paths as OpenPaths } from './open.gen';
import type { paths as PortalPaths } from './portal.gen';
import { ownRequests } from './own-requests';
import { readProblem } from './problem';
import { send } from './send';

/** The console's interface, typed from its OpenAPI document. Paths are given in full, as in the document. */
export const api = createClient<ConsolePaths>({ baseUrl: '', fetch: send });
api.use(ownRequests(send));

/** Sign-in, one's own account, and the accounts and rights of others. */
export const accessApi = createClient<AccessPaths>({ baseUrl: '' });
accessApi.use(ownRequests(fetch));

/** What enterprises' own people do. */
export const portalApi = createClient<PortalPaths>({ baseUrl: '', fetch: send });
portalApi.use(ownRequests(send));

/** What everybody may ask, signed in or not. */
export const openApi = createClient<OpenPaths>({ baseUrl: '' });

/** For what carries passwords or answers with a secret: no answer of it is kept, so it isn't sent twice by itself. */
export const sentOnce = { fetch: (request: Request) => fetch(request) };

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
