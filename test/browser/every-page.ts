import { signInAtProduct, until } from '@tidu/test/product';
import { administrator } from '@tidu/test/signed-in';
import type { SignedIn } from '@tidu/test/signed-in';
import type { BrowserContext, Page } from 'playwright-core';
import {
  accessibilityFaults,
  describeWithBrowser,
  type Desk,
  keepPicture,
  openDesk,
  openProfile,
  overflow,
  settled,
  visit,
  watchPage,
} from './support';

/** Whom a page is meant for: an officer unless told otherwise, an administrator, an enterprise's person, anybody. */
export type Reader = 'officer' | 'system' | 'security' | 'audit' | 'member' | null;

/** The name of its picture, its address (`:name` stands for an id of the world), and for whom it is. */
export type PageRow = readonly [name: string, address: string, reader?: Reader];

export interface PagesWorld {
  /** What stands for `:name` in an address. */
  ids: Record<string, string>;
  member?: SignedIn;
}

/** What is done on a page before it is looked at, or asked of it beyond what holds for all, by its name. */
export type Moves = Record<string, (page: Page) => Promise<void>>;

/** As it is opened on a phone, and then in a window that grows. */
const widths = [390, 768, 1440] as const;

/** Every page at three widths: it fits, reads, can be read aloud, and does nothing it should not. */
export function describeEveryPage(
  title: string,
  pages: readonly PageRow[],
  makeWorld: (desk: Desk) => Promise<PagesWorld>,
  moves: Moves = {},
): void {
  describeWithBrowser(title, () => {
    let desk: Desk;
    let world: PagesWorld;

    beforeAll(async () => {
      desk = await openDesk();
      world = await makeWorld(desk);
    }, 180_000);

    /** Whose pages share a profile, so that a page costs what it costs somebody at work, not what a first visit does. */
    const profiles = new Map<Reader, Promise<BrowserContext>>();
    const profileOf = (reader: Reader) => {
      const profile = profiles.get(reader) ?? readerOf(reader).then((as) => openProfile(desk, { as }));
      profiles.set(reader, profile);
      return profile;
    };
    afterAll(() => desk.close());

    /** Who sits at the browser; undefined is the desk's own officer. */
    async function readerOf(reader: Reader): Promise<SignedIn | null | undefined> {
      if (reader === 'officer') return undefined;
      if (reader === 'member') return world.member;
      return reader && signInAtProduct(desk.home, administrator(reader));
    }

    function idOf(key: string): string {
      const id = world.ids[key];
      if (!id) throw new Error(`the world of these pages has no ${key}`);
      return id;
    }

    it.each(pages)('%s fits, reads and can be read aloud', async (...row) => {
      const [name, address, reader = 'officer'] = row as unknown as PageRow;
      const { page, faults, close } = await watchPage(desk, await profileOf(reader));
      await page.setViewportSize({ width: widths[0], height: 900 });
      await visit(
        page,
        address.replace(/:(\w+)/g, (_, key: string) => idOf(key)),
      );
      await moves[name]?.(page);
      expect(await page.title()).toMatch(/ · 梯度$/);
      // the portal shows nothing of the register, invented or not
      if (reader === 'officer' && !address.startsWith('/portal'))
        expect(await page.locator('.demo-banner').textContent()).toContain('演示数据');
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        await settled(page);
        expect([width, await until(async () => (await overflow(page)) === 0)]).toEqual([width, true]);
        // a tablet shows what one of the others shows
        if (width !== 768) expect([width, await accessibilityFaults(page)]).toEqual([width, []]);
        await keepPicture(page, `${name}-${width}`);
      }
      expect(faults).toEqual([]);
      await close();
    });
  });
}
