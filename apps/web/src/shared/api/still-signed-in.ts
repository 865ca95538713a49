let asking: Promise<boolean> | undefined;

/**
 * Whether somebody is signed in after all, where a request was refused for its session: each new proof of who one is
 * brings another session, and what was on its way comes with the old one. Asked once for all who want to know.
 */
export function isStillSignedIn(): Promise<boolean> {
  asking ??= ask()
    // the answer that brings the next session may be on its way itself, here or in another window
    .then((known) => known || new Promise((done) => setTimeout(done, 500)).then(ask))
    .finally(() => (asking = undefined));
  return asking;
}

async function ask(): Promise<boolean> {
  const answer = await fetch('/api/access/session', { headers: { 'X-Requested-With': 'tidu' } }).catch(() => null);
  const body = (await answer?.json().catch(() => null)) as { session?: unknown } | null;
  return body?.session != null;
}
