import {
  projectRoot,
  type RunningProduct,
  signInAtProduct,
  startProduct,
  temporaryHome,
  until,
} from '@tidu/test/product';
import { demoHome } from '@tidu/test/demo-installation';
import type { SignedIn } from '@tidu/test/signed-in';
import axe, { type AxeResults } from 'axe-core';
import fs from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumPath } from './chromium';
import { keepWhatIsSaid } from './told';

/** A real Chromium before the real product, as a caseworker has it on the desk. */

/** `describe` where there is a browser; else skips with a message. */
export function describeWithBrowser(name: string, tests: () => void): void {
  if (chromiumPath === undefined)
    process.stdout.write(`跳过“${name}”：没有找到 Chromium，可用 CHROMIUM_PATH 指明它在哪里。\n`);
  (chromiumPath === undefined ? describe.skip : describe)(name, tests);
}

const shots = path.join(projectRoot, 'test-results');

export interface Desk {
  url: string;
  browser: Browser;
  /** Folder of the installation. */
  home: string;
  signedIn: SignedIn;
  /** Asks the interface as the person whose session every page has. */
  ask: (path: string, init?: { method?: string; headers?: Record<string, string>; body?: string }) => Promise<Response>;
  close: () => Promise<void>;
}

/**
 * Starts the product with its demo district in a folder of its own, or takes the one at TIDU_URL, and the browser. With
 * `args` and settings of its own (`env`) it is always another product.
 */
export async function openDesk(args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Desk> {
  const isUsual = args.length === 0 && Object.keys(env).length === 0;
  const running = isUsual ? process.env.TIDU_URL : undefined;
  const home = running !== undefined ? undefined : isUsual ? demoHome() : temporaryHome();
  let product: RunningProduct | undefined;
  if (home) product = await startProduct(home.dir, args, env);
  const url = product?.url ?? running ?? '';
  const dir = home?.dir ?? process.env.TIDU_HOME ?? path.join(projectRoot, '.tidu');
  const signedIn = await signInAtProduct(dir);
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
  return {
    ...{ url, browser, signedIn, home: dir },
    ask: (to, init = {}) => fetch(`${url}${to}`, { ...init, headers: { ...signedIn.headers, ...init.headers } }),
    close: async () => {
      await browser.close();
      await product?.stop();
      home?.remove();
    },
  };
}

/** A page that remembers everything it should not have done. */
export interface WatchedPage {
  page: Page;
  /** Console errors (broken content security policy among them), thrown errors, requests to elsewhere. */
  faults: string[];
  close: () => Promise<void>;
}

export interface PageOptions {
  width?: number;
  height?: number;
  /** Who is at the browser: another person than the desk's own, or nobody yet (null). */
  as?: SignedIn | null;
}

/** A browser profile of its own at somebody's desk (see `PageOptions`). */
export async function openProfile(desk: Desk, options: PageOptions = {}): Promise<BrowserContext> {
  const profile = await desk.browser.newContext({
    baseURL: desk.url,
    locale: 'zh-CN',
    timezoneId: 'America/New_York', // days must be those of the district, whatever the clock of the computer
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    // what slides and fades is tried by the two first journeys and by the night
    reducedMotion: process.env.MOTION === undefined ? 'reduce' : 'no-preference',
    acceptDownloads: true,
  });
  const who = options.as === undefined ? desk.signedIn : options.as;
  if (who)
    await profile.addCookies([{ name: 'tidu', value: who.token, url: desk.url, httpOnly: true, sameSite: 'Strict' }]);
  return profile;
}

/** A watched page in a profile of its own, which is closed with it. */
export async function openPage(desk: Desk, options: PageOptions = {}): Promise<WatchedPage> {
  const profile = await openProfile(desk, options);
  const { page, faults } = await watchPage(desk, profile);
  return { page, faults, close: () => profile.close() };
}

/** One more page of a profile: what the pages before it loaded, the browser still has. */
export async function watchPage(desk: Desk, profile: BrowserContext): Promise<WatchedPage> {
  const page = await profile.newPage();
  page.setDefaultTimeout(20_000);
  keepWhatIsSaid(page, desk.home);
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    const at = request.url();
    if (!at.startsWith(desk.url) && !/^(data|blob):/.test(at)) faults.push(`request to ${at}`);
  });
  return { page, faults, close: () => page.close() };
}

/** Opens an address and waits until nothing is being read any more. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settled(page);
}

/** Waits until the page itself is at `path`: the sign-in page names the place one came from in its own address. */
export async function arrived(page: Page, path: string): Promise<void> {
  await page.waitForURL(({ pathname }) => pathname.startsWith(path));
}

export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('main h1');
  await holds(page, `document.querySelector('.state[role="status"]') === null`);
}

/** Keeps a picture of the whole page in test-results/ for people to look at, where they ask for it: `PICTURES=1`. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES !== undefined) keepPaper(await page.screenshot({ fullPage: true }), `${name}.png`);
}

/** Keeps what was printed, or any file, beside the pictures. */
export function keepPaper(bytes: Buffer, name: string): void {
  if (process.env.PICTURES === undefined) return;
  fs.mkdirSync(shots, { recursive: true });
  fs.writeFileSync(path.join(shots, name), bytes);
}

/** Serious and critical findings of axe on the page as it stands; the debugger may evaluate what the policy forbids. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // a button on its way from grey to blue has no colour of its own yet; what turns for ever is not waited for
  await holds(
    page,
    `document.getAnimations().every((one) => one.playState !== 'running' || one.effect.getComputedTiming().endTime === Infinity)`,
  );
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, { resultTypes: ['violations'] })`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, nodes }) => {
      const at = nodes.slice(0, 4).map(({ target }) => target.join(' '));
      return `${impact} ${id}: ${help} — ${at.join(' | ')}`;
    });
}

/** Waits until an expression of the page (plain text: its world is not ours) holds. */
export async function holds(page: Page, expression: string): Promise<void> {
  // asked from outside: the page's own policy forbids it to evaluate texts
  const held = await until(() => page.evaluate<boolean>(expression));
  if (!held) throw new Error(`never held: ${expression}`);
}

/** How far the page is wider than its window, in pixels; 0 when it fits. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
