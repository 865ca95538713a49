/** Where clamd of ClamAV listens (查毒程序): a port, or a socket of this machine. */
export type ClamdAddress = { host: string; port: number } | { path: string };

const host = /^([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])$/i;

/** Reads `CLAMD_URL`; absent: no scanner is asked. */
export function readClamdAddress(
  { CLAMD_URL: text }: NodeJS.ProcessEnv,
  bad: (field: string, message: string) => void,
): ClamdAddress | undefined {
  if (text === undefined) return undefined;
  const path = /^unix:(\/[^\0]{1,100})$/.exec(text)?.[1];
  if (path !== undefined) return { path };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'tcp:' && host.test(url.hostname) && /^\/?$/.test(url.pathname) && url.username === '')
    return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 3310) };
  bad('CLAMD_URL', '应形如 tcp://127.0.0.1:3310 或 unix:/run/clamav/clamd.ctl。');
  return undefined;
}
