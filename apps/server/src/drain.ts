import type { Server, ServerResponse } from 'node:http';

/** Longest wait for requests under way when the doors are told to end, in ms. */
const longest = 15_000;

/**
 * Ends a server without cutting anybody off: whoever is being served gets their answer, kept connections end with the
 * answer that is on its way instead of asking for more, and then nothing is left. Returns how to end it.
 */
export function drainable(server: Server): () => Promise<void> {
  const answering = new Set<ServerResponse>();
  let draining = false;
  const isLast = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('Connection', 'close');
  };
  server.prependListener('request', (_, response: ServerResponse) => {
    answering.add(response);
    response.once('close', () => answering.delete(response));
    if (draining) isLast(response);
  });
  return async () => {
    draining = true;
    answering.forEach(isLast);
    const timer = setTimeout(() => server.closeAllConnections(), longest);
    await new Promise<void>((done) => server.close(() => done()));
    clearTimeout(timer);
  };
}
