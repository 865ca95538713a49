import { makeCreditCode } from '@tidu/kernel';
import { ownPageHeader, ownPageValue } from '@tidu/platform';
import { change, type Change, type Ledger } from './ledger';
import { randomFrom } from '@tidu/test/rounds';

/** Officers and enterprises' people at a running product, sending changes one after the other until they are stopped. */
export interface Senders {
  /** How many revisions each (enterprise, source, year) must have by now. */
  readonly expected: Map<string, number>;
  begin(ledger: Ledger): { stop(): Promise<void> };
}

export interface FiguresOf {
  enterprise: string;
  source: 'tax' | 'enterprise';
  year: number;
}

type Headers = Record<string, string>;
let made = 0;
export const freeCode = () =>
  makeCreditCode({ region: '410305', organisation: `MA8${String(++made).padStart(5, '0')}` });

/** Enters an enterprise; returns its id. */
export async function enter(url: string, headers: Headers): Promise<{ id: string; creditCode: string }> {
  const creditCode = freeCode();
  const body = { creditCode, name: `故障演练${made}号有限公司`, regionCode: '410305', reason: '故障演练' };
  const { id } = await ask<{ id: string }>(url, headers, 'POST', '/api/console/enterprises', body);
  return { id, creditCode };
}

export async function ask<T>(
  url: string,
  headers: Headers,
  method: string,
  path: string,
  body?: object,
  more: Headers = {},
): Promise<T> {
  const answer = await fetch(url + path, {
    method,
    headers: { ...headers, ...more, [ownPageHeader]: ownPageValue, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Somebody of the enterprise, by registration, authorisation and approval; returns the session's headers. */
export async function member(url: string, officer: Headers, creditCode: string): Promise<Headers> {
  const registration = {
    ...{ creditCode, enterpriseName: '故障演练有限公司', phone: '13800001111', displayName: '王小明' },
    ...{ loginName: `fault${++made}`, password: 'Sturdy-Bridge-77' },
  };
  const answer = await fetch(`${url}/api/portal/registrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [ownPageHeader]: ownPageValue },
    body: JSON.stringify(registration),
  });
  if (!answer.ok) throw new Error(await answer.text());
  const headers = { cookie: (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '' };
  const own = () =>
    ask<{ requests: { id: string; version: number }[] }>(url, headers, 'GET', '/api/portal/own').then(
      ({ requests }) => requests[0] as { id: string; version: number },
    );
  const { id, version } = await own();
  const form = new FormData();
  form.append('file', new Blob(['%PDF-1.7 stamped'], { type: 'application/pdf' }), '授权书.pdf');
  await fetch(`${url}/api/portal/own/requests/${id}/proof`, {
    ...{ method: 'PUT', body: form },
    headers: { ...headers, [ownPageHeader]: ownPageValue, 'if-match': String(version) },
  });
  await ask(
    url,
    officer,
    'POST',
    `/api/console/member-requests/${id}/approval`,
    { enterprise: null },
    {
      'if-match': String((await own()).version),
    },
  );
  return headers;
}

/** Brings one change to its end; true where it took effect. */
type Bring = (what: Change) => Promise<boolean>;
/** One piece of somebody's work. */
type Work = (bring: Bring) => Promise<void>;

/** Twelve officers who write figures, notes and new enterprises, four members who save drafts and submit them. */
export async function sixteenSenders(url: string, officer: Headers, seed: number): Promise<Senders> {
  const expected = new Map<string, number>();
  const people: Work[] = [];
  for (let i = 0; i < 12; i++) {
    const { id } = await enter(url, officer);
    people.push(officerAtWork(officer, id, expected, randomFrom(seed + i)));
  }
  for (let i = 0; i < 4; i++) {
    const { id, creditCode } = await enter(url, officer);
    people.push(memberAtWork(await member(url, officer, creditCode), id, expected));
  }
  return {
    expected,
    begin: (ledger) => {
      let stopping = false;
      const running = people.map(async (work) => {
        while (!stopping) await work((what) => ledger.bring(url, what));
      });
      return {
        stop: async () => {
          stopping = true;
          await Promise.all(running);
        },
      };
    },
  };
}

function officerAtWork(headers: Headers, id: string, expected: Map<string, number>, random: () => number): Work {
  const key = `${id} tax 2025`;
  let i = 0;
  return async (bring) => {
    const choice = random();
    i++;
    if (choice < 0.7) {
      const basedOn = expected.get(key) ?? 0;
      const values = [{ code: 'revenue', value: String(1_000_000 + i) }];
      const body = { year: 2025, source: 'tax', basedOn, values, document: '演练', reason: '演练更正' };
      if (await bring(change(headers, 'POST', `/api/console/enterprises/${id}/figures`, { body })))
        expected.set(key, basedOn + 1);
    } else if (choice < 0.9) {
      const body = { reason: '演练', text: `第 ${i} 条` };
      await bring(change(headers, 'POST', `/api/console/enterprises/${id}/notes`, { body }));
    } else {
      const body = { creditCode: freeCode(), name: `演练新登记${made}号`, regionCode: '410305', reason: '演练' };
      await bring(change(headers, 'POST', '/api/console/enterprises', { body }));
    }
  };
}

function memberAtWork(headers: Headers, id: string, expected: Map<string, number>): Work {
  const key = `${id} enterprise 2025`;
  const path = `/api/portal/enterprises/${id}/figures/2025`;
  let i = 0;
  return async (bring) => {
    const basedOn = expected.get(key) ?? 0;
    const entries = [{ code: 'revenue', value: String(2_000_000 + ++i) }];
    await bring(change(headers, 'PUT', `${path}/draft`, { version: 0, body: { basedOn, entries } }));
    if (await bring(change(headers, 'POST', `${path}/submissions`, { version: 1, body: { reason: '演练更正' } })))
      expected.set(key, basedOn + 1);
  };
}
