import { ownPageHeader, ownPageValue } from '@tidu/platform';
import http from 'node:http';

/** A body made to keep the doors busy (T23), and what it is refused with. */
export interface HostileBody {
  id: string;
  /** In words, for a table. */
  says: string;
  make(): Buffer;
  headers: Record<string, string>;
  statuses: readonly number[];
}

const huge = () => Buffer.alloc(100_000_000, 0x20);

export const hostileBodies: readonly HostileBody[] = [
  {
    ...{ id: 'deepList', says: '四十万层的列表', headers: {}, statuses: [400, 413] },
    make: () => Buffer.from('['.repeat(400_000) + ']'.repeat(400_000)),
  },
  {
    ...{ id: 'deepObject', says: '十五万层的对象', headers: {}, statuses: [400, 413] },
    make: () => Buffer.from(`${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`),
  },
  {
    ...{ id: 'list', says: '一百万项的列表', headers: {}, statuses: [413] },
    make: () => Buffer.from(`[${'1,'.repeat(999_999)}1]`),
  },
  {
    ...{ id: 'fields', says: '六万个字段', headers: {}, statuses: [400] },
    make: () => Buffer.from(`{${Array.from({ length: 60_000 }, (_, i) => `"f${i}":1`).join(',')}}`),
  },
  { ...{ id: 'huge', says: '100 MB' }, make: huge, headers: { 'content-length': '100000000' }, statuses: [413] },
  {
    ...{ id: 'hugeUnsaid', says: '100 MB，不写长度', headers: { 'transfer-encoding': 'chunked' }, statuses: [413] },
    make: huge,
  },
];

/**
 * Sends a body as it is, piece by piece, to where enterprises are entered, and takes the answer however early it comes.
 * @returns its status; 413 where the server closed the line before the sender had read why
 */
export function sendBody(
  url: string,
  signedIn: Record<string, string>,
  body: Buffer,
  more: Record<string, string> = {},
): Promise<number> {
  return new Promise((done) => {
    let status = 0;
    const request = http.request(
      `${url}/api/console/enterprises`,
      {
        method: 'POST',
        headers: { ...signedIn, [ownPageHeader]: ownPageValue, 'content-type': 'application/json', ...more },
      },
      (answer) => {
        status = answer.statusCode ?? 0;
        answer.resume().once('end', () => done(status));
      },
    );
    request.once('error', () => done(status > 0 ? status : 413));
    request.end(body);
  });
}
