import type { Page } from 'playwright-core';

/** The self-check of a day that doesn't pass. */
export const address = '/portal/self-check?title=innovativeSme&purpose=application&day=2026-06-01';

export const panel = (page: Page) => page.locator('.result-panel');

/** Types into the field of a fact, as the keyboard would. */
export async function type(page: Page, code: string, text: string): Promise<void> {
  await page.locator(`#q-${code}`).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

export const choose = (page: Page, code: string, value: string) =>
  page.locator(`input[name="q-${code}"][value="${value}"]`).check({ force: true });

/** Requests from now on; none may come while somebody answers. */
export function listen(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('blob:')) asked.push(`${request.method()} ${request.url()}`);
  });
  return asked;
}
