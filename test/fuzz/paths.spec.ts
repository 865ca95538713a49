import { everyAnswer, noPage, ownHeaders } from '@tidu/test/security-headers';
import fs from 'node:fs';
import path from 'node:path';
import type { Answer } from '@tidu/test/asker';
import { Doorstep } from './doorstep';

/** What strangers look for first: dot files, backups, panels of administration, ways out of the folder (paths.txt). */

const paths = fs.readFileSync(path.join(__dirname, 'paths.txt'), 'utf8').split('\n').filter(Boolean);
/** Every door, and what stands beside them. */
const doors = [
  '',
  'api',
  'api/console',
  'api/portal',
  'api/access',
  'api/open',
  'internal',
  'assets',
  'docs',
  'console',
  'portal',
  'public',
  'sign-in',
];
jest.setTimeout(600_000);

describe('what strangers look for', () => {
  let step: Doorstep;
  beforeAll(async () => {
    step = await Doorstep.open();
  });
  afterAll(() => step.close());

  /** What stands at an address of ours, without the number used once. */
  const standing = async (address: string) => withoutNonce(await step.asker.ask('GET', address));

  it('is not there, at any door, and says nothing of what the doors are made of', async () => {
    expect(paths.length).toBeGreaterThanOrEqual(400);
    const own: Standing = { page: await standing('/console'), docs: await standing('/docs') };
    expect(own.page).toContain('<div id="root"');
    expect(own.docs).toContain('接口文档');
    const wrong: string[] = [];
    const statuses = new Map<number, number>();
    const targets = doors.flatMap((door) => paths.map((one) => `/${[door, one].filter(Boolean).join('/')}`));
    const ask = async () => {
      for (let target = targets.pop(); target !== undefined; target = targets.pop()) {
        const answer = await step.asker.ask('GET', target);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        const fault = faultOf(target, answer, own);
        if (fault !== null) wrong.push(`${target}: ${answer.status} ${fault}`);
      }
    };
    await Promise.all(Array.from({ length: 12 }, ask));
    const counts = [...statuses].map(([status, count]) => `${status}: ${count}`).join(', ');
    process.stdout.write(`paths: ${paths.length} at ${doors.length} doors; ${counts}\n`);
    expect(wrong).toEqual([]);
  });
});

interface Standing {
  page: string;
  docs: string;
}

function withoutNonce({ headers, text }: Answer): string {
  const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1];
  return nonce === undefined ? text : text.replaceAll(nonce, '');
}

/** For machines at this one: whether it lives, and its measures; through a proxy these are not there either. */
const forMachines = ['/api/health', '/internal/metrics'];

function faultOf(target: string, answer: Answer, { page, docs }: Standing): string | null {
  const { status, headers, text } = answer;
  const { 'content-security-policy': policy, ...others } = ownHeaders(headers);
  if (JSON.stringify(Object.entries(others).sort()) !== JSON.stringify(Object.entries(everyAnswer).sort()))
    return `headers ${JSON.stringify(others)}`;
  if (forMachines.includes(target)) return null;
  if (status === 200) {
    const shown = withoutNonce(answer);
    return (isOfPages(target) && shown === page) || (isOfDocs(target) && shown === docs)
      ? null
      : `shows ${text.slice(0, 100)}`;
  }
  if (
    /express|nest(js)?\b|node\.js|postgres|\bat \S+ \(|node_modules/i.test(text.replace(/没有这个地址：[^。]*。/, ''))
  )
    return `says too much: ${text.slice(0, 200)}`;
  if (policy !== noPage && !target.startsWith('/docs')) return `policy ${String(policy)}`;
  // an escape that stands for no text is refused as such
  return [404, 401].includes(status) || (status === 400 && /%(00|c0|c1|ef)/i.test(target)) ? null : text.slice(0, 200);
}

/** Everything below a door of pages is its own page: its program says what isn't there. */
const isOfPages = (target: string) => /^\/(console|portal|public|sign-in)?(\/|\?|$)/.test(target);
const isOfDocs = (target: string) => /^\/docs\/?(\?|$)/.test(target);
