import { projectRoot } from '@tidu/test/product';
import fs from 'node:fs';
import path from 'node:path';
import type { Page, Response } from 'playwright-core';

/**
 * What is told of the open pages and of the product behind them when a walk fails: a walk that fails once in a hundred
 * runs is understood from what stands here, or not at all.
 */
interface Watched {
  page: Page;
  /** Folder of the installation that serves it. */
  home: string;
  /** Answers of the interface, and what the page did, each with its time. */
  said: string[];
}

const open = new Set<Watched>();
const mostSaid = 40;

/** Keeps what a page hears from the interface until it is closed. */
export function keepWhatIsSaid(page: Page, home: string): void {
  const watched: Watched = { page, home, said: [] };
  const note = (text: string) => {
    watched.said.push(`${new Date().toISOString().slice(11, 23)} ${text}`);
    if (watched.said.length > mostSaid) watched.said.shift();
  };
  open.add(watched);
  page.on('close', () => open.delete(watched));
  page.on('response', (answer) => {
    const { pathname, search } = new URL(answer.url());
    if (!pathname.startsWith('/api/')) return;
    const line = `${answer.request().method()} ${pathname}${search} ${answer.status()}`;
    if (answer.status() < 400) note(line);
    else void refusal(answer).then((code) => note(`${line} ${code}`));
  });
  page.on('requestfailed', (request) => note(`${request.method()} ${request.url()} ${request.failure()?.errorText}`));
  page.on('framenavigated', (frame) => frame === page.mainFrame() && note(`→ ${frame.url()}`));
  page.on('console', (message) => message.type() === 'error' && note(message.text()));
  page.on('pageerror', (error) => note(String(error)));
}

async function refusal(answer: Response): Promise<string> {
  const body = (await answer.json().catch(() => null)) as { code?: string } | null;
  return body?.code ?? '';
}

/** Called by the environment when a walk has failed, while its pages still stand. */
async function tellHowPagesStand(): Promise<void> {
  for (const { page, said } of open) {
    const text = await page.locator('body').innerText({ timeout: 5_000 }).catch(String);
    const file = path.join(projectRoot, 'test-results', `failed-${Date.now()}.png`);
    await page.screenshot({ path: file, timeout: 10_000 }).catch(() => undefined);
    print([
      `── ${page.url()}`,
      ...said,
      `── 页面：${text
        .split(/\s*\n\s*/)
        .join(' · ')
        .slice(0, 2_000)}`,
    ]);
  }
  for (const home of new Set([...open].map((one) => one.home)))
    for (const door of ['doors', 'worker']) print([`── ${door}`, ...complaints(path.join(home, 'log', `${door}.log`))]);
}

/** The last lines of a log that are more than news. */
function complaints(log: string): string[] {
  if (!fs.existsSync(log)) return [];
  const lines = fs.readFileSync(log, 'utf8').split('\n');
  return lines.filter((line) => /"level":[4-6]0/.test(line)).slice(-15);
}

const print = (lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);

Object.assign(globalThis, { tellHowPagesStand });
