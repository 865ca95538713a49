import { MapReader, Source } from '@tidu/criteria';
import fs from 'node:fs';
import { readInstalledFile } from '../files/installed-file';

/** How many requests, and how much work at a time, one address, account or enterprise may ask for (上限). */
export interface Limits {
  /** A window begins with its first request. */
  windowSeconds: number;
  address: Record<'all' | 'open' | 'enter', number>;
  account: Record<'all' | 'changes', number>;
  enterprise: Record<'all' | 'changes', number>;
  /** Jobs of one person that have not ended. */
  jobs: Record<'all' | 'exports', number>;
}

const shipped = 'seeds/limits/requests.yaml';
const most = 10_000_000;

/** The limits of this installation: those that are shipped, or those of a file of its own (`LIMITS_FILE`). */
export function readLimits(file?: string): Limits {
  return file === undefined
    ? loadLimits(readInstalledFile(shipped), shipped)
    : loadLimits(fs.readFileSync(file, 'utf8'), file);
}

/** Reads strictly. @throws DomainError `PLATFORM.BAD_LIMITS` with every problem: file, line, what to do. */
export function loadLimits(text: string, file = shipped): Limits {
  const source = new Source(file, 'PLATFORM.BAD_LIMITS');
  const top = source.parse(text);
  const limits = top && readAll(new MapReader(source, top));
  source.throwIfBad('请求频率的上限');
  return limits as Limits;
}

function readAll(reader: MapReader): Limits {
  const limits: Limits = {
    windowSeconds: reader.wholeNumber('windowSeconds', 1, 3600),
    address: reader.wholeNumbers('address', { all: [1, most], open: [1, most], enter: [1, most] }),
    account: reader.wholeNumbers('account', { all: [1, most], changes: [1, most] }),
    enterprise: reader.wholeNumbers('enterprise', { all: [1, most], changes: [1, most] }),
    jobs: reader.wholeNumbers('jobs', { all: [1, most], exports: [1, most] }),
  };
  reader.done('windowSeconds、address、account、enterprise、jobs');
  return limits;
}
