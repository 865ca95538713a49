import { projectRoot } from '@tidu/test/product';
import { type Forked, forkProduct } from '@tidu/test/forked';
import fs from 'node:fs';
import path from 'node:path';
import type { World } from '../matrix/world';

/** The built doors in a process of their own, over a world's database. */
export function serve({ doors }: World, logLevel = 'error'): Promise<Forked> {
  // thousands of requests a second from one address are what is tried here
  const limits = path.join(doors.filesDir, 'limits.yaml');
  const shipped = fs.readFileSync(path.join(projectRoot, 'seeds/limits/requests.yaml'), 'utf8');
  fs.writeFileSync(limits, shipped.replace(/^( {2}\w+): \d+/gm, '$1: 9999999'));
  return forkProduct('doors', {
    ...{ DATABASE_URL: doors.test.appUrl, TIDU_HOME: doors.filesDir, FILES_DIR: doors.filesDir },
    ...{ LIMITS_FILE: limits, LOG_LEVEL: logLevel, AUDIT_HEADS_DIR: path.join(doors.filesDir, 'heads') },
  });
}
