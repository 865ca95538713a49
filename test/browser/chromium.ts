import fs from 'node:fs';

const candidates = [
  process.env.CHROMIUM_PATH,
  // the same engine without a browser's own windows, which cost a third of the time
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where a Chromium is, or undefined: then the browser tests are skipped and say so. */
export const chromiumPath = candidates.find((file) => file !== undefined && fs.existsSync(file));
