import { ownPageHeader, ownPageValue } from '@tidu/platform';
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Answer, Asker } from '../support/asker';

/** An enterprise on the last day: who files for it, and from where. */
export interface Filer {
  enterpriseId: string;
  headers: Record<string, string>;
}

/** One request that changes something, and its answer. */
export interface Receipt {
  path: string;
  headers: Record<string, string>;
  body: string;
  status: number;
  text: string;
}

/** What filing met with. */
export interface Filing {
  filed: number;
  /** Milliseconds of every request that was answered, from when it was sent: forms read, drafts kept, submissions. */
  times: Record<'read' | 'save' | 'submission', number[]>;
  errors: string[];
  receipts: Receipt[];
  /** Revenue as typed last, by enterprise, in yuan. */
  typed: Map<string, string>;
}

export const filingYear = 2025;
/** How often a form keeps itself while it is filled in; the pages do so 1.2 s after the last key. */
const saves = 6;
/** How long somebody types between two of those: a form is through in seconds, where a hand needs a quarter of an hour. */
const typingMs = 1_000;

/** The facts that are typed. */
const facts = [
  ...['revenue', 'mainRevenue', 'netProfit', 'totalAssets', 'totalLiabilities', 'rdExpense', 'costExpense'],
  ...['employees', 'rdStaff', 'techStaff', 'taxPaid', 'inventionPatents'],
];

/** Begins with another filer every so often, whether those before have ended or not, until the time is over. */
export async function file(asker: Asker, filers: Filer[], perMinute: number, seconds: number): Promise<Filing> {
  const filing: Filing = {
    filed: 0,
    times: { read: [], save: [], submission: [] },
    errors: [],
    receipts: [],
    typed: new Map(),
  };
  const began = performance.now();
  const underWay: Promise<void>[] = [];
  for (let i = 0; (i * 60) / perMinute < seconds; i++) {
    const filer = filers.pop();
    if (!filer) throw new Error('everybody has filed already: the population is too small');
    await until(began + (i * 60_000) / perMinute);
    underWay.push(fileOne(asker, filer, filing));
  }
  await Promise.all(underWay);
  return filing;
}

async function fileOne(asker: Asker, filer: Filer, filing: Filing): Promise<void> {
  const at = `/api/portal/enterprises/${filer.enterpriseId}/figures/${filingYear}`;
  try {
    const codes = await readForm(asker, at, filer, filing);
    for (let version = 0; version < saves; version++) {
      const revenue = String(10_000_000 + filing.times.save.length * 10 + version);
      const entries = codes
        .slice(0, Math.ceil(((version + 1) / saves) * codes.length))
        .map((code) => ({ code, value: code === 'revenue' ? revenue : '1200' }));
      const saved = await change(asker, 'PUT', `${at}/draft`, filer, version, { basedOn: 0, entries });
      filing.times.save.push(saved.ms);
      filing.typed.set(filer.enterpriseId, revenue);
      await until(performance.now() + typingMs);
    }
    const { ms, receipt } = await change(asker, 'POST', `${at}/submissions`, filer, saves, {});
    filing.times.submission.push(ms);
    filing.receipts.push(receipt);
    filing.filed++;
    await readForm(asker, at, filer, filing);
  } catch (error) {
    filing.errors.push((error as Error).message);
  }
}

/** Looks at the form as its page does; returns the facts that will be typed. */
async function readForm(asker: Asker, at: string, { headers }: Filer, { times }: Filing): Promise<string[]> {
  const began = performance.now();
  const { status, bytes, headers: said } = await asker.askBytes('GET', at, { ...headers, 'accept-encoding': 'gzip' });
  const text = (said['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
  if (status !== 200) throw refused('GET', at, { status, text });
  times.read.push(performance.now() - began);
  const known = (JSON.parse(text) as { facts: { code: string }[] }).facts.map(({ code }) => code);
  return facts.filter((code) => known.includes(code));
}

async function change(
  asker: Asker,
  method: 'PUT' | 'POST',
  path: string,
  filer: Filer,
  version: number,
  body: object,
): Promise<{ ms: number; receipt: Receipt }> {
  const headers = {
    ...filer.headers,
    ...{ [ownPageHeader]: ownPageValue, 'content-type': 'application/json' },
    ...{ 'if-match': String(version), 'idempotency-key': randomUUID() },
  };
  const text = JSON.stringify(body);
  const began = performance.now();
  const answer = await asker.ask(method, path, headers, text);
  const ms = performance.now() - began;
  if (answer.status >= 300) throw refused(method, path, answer);
  return { ms, receipt: { path, headers, body: text, status: answer.status, text: answer.text } };
}

const refused = (method: string, path: string, { status, text }: Pick<Answer, 'status' | 'text'>) =>
  new Error(`${method} ${path}: ${status} ${text}`);

async function until(due: number): Promise<void> {
  const wait = due - performance.now();
  if (wait > 0) await new Promise((done) => setTimeout(done, wait));
}
