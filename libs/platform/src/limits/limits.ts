import { MapReader, Source, textOf } from '@tidu/criteria';
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
  const reader = top && new MapReader(source, top);
  const part = <K extends string>(name: string, ...keys: K[]) => {
    const map = reader?.map(name) ?? null;
    const found = Object.fromEntries(keys.map((key) => [key, whole(map, key, most)])) as Record<K, number>;
    map?.done(keys.join('、'));
    return found;
  };
  const limits = {
    windowSeconds: whole(reader, 'windowSeconds', 3600),
    address: part('address', 'all', 'open', 'enter'),
    account: part('account', 'all', 'changes'),
    enterprise: part('enterprise', 'all', 'changes'),
    jobs: part('jobs', 'all', 'exports'),
  };
  reader?.done('windowSeconds、address、account、enterprise、jobs');
  source.throwIfBad('请求频率的上限');
  return limits;
}

function whole(reader: MapReader | null, key: string, upTo: number): number {
  const text = textOf(reader?.get(key)) ?? '';
  const value = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (reader && (value < 1 || value > upTo))
    reader.source.fail(reader.get(key) ?? reader.node, `“${key}”应是 1 至 ${upTo} 的整数`);
  return value;
}
