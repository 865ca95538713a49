import { MapReader, Source, textOf } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';
import { algorithms, type Algorithm } from './digest';

/** How the trail is sealed here (`seeds/audit/sealing.yaml`). */
export interface SealingPolicy {
  /** Seconds between two seals. */
  everySeconds: number;
  /** Most entries of one seal. */
  entriesPerSeal: number;
  algorithm: Algorithm;
  /** Sealing behind by more hours than this stops decisions. */
  refuseAfterHours: number;
  /** Newest lines of the file of heads that stay as they are when older ones are put together. */
  headLines: number;
  /** Rooms whose acts are taken all the same. */
  neverRefused: string[];
}

const file = 'seeds/audit/sealing.yaml';
let kept: SealingPolicy | undefined;

/** The policy of this installation, read once. @throws DomainError `AUDIT.BAD_POLICY`. */
export function sealingPolicy(): SealingPolicy {
  kept ??= readSealingPolicy(readInstalledFile(file));
  return kept;
}

/** Reads the file strictly: unknown, repeated or missing keys and numbers out of range are refused by line. */
export function readSealingPolicy(text: string): SealingPolicy {
  const source = new Source(file, 'AUDIT.BAD_POLICY');
  const top = source.parse(text);
  const reader = top && new MapReader(source, top);
  const number = (key: string, least: number, most: number) => reader?.wholeNumber(key, least, most) ?? least;
  const policy: SealingPolicy = {
    everySeconds: number('everySeconds', 1, 60),
    entriesPerSeal: number('entriesPerSeal', 1, 100_000),
    algorithm: reader?.choice('algorithm', algorithms) ?? 'sha256',
    refuseAfterHours: number('refuseAfterHours', 1, 168),
    headLines: number('headLines', 100, 100_000),
    neverRefused: (reader?.list('neverRefused') ?? []).map((node) => textOf(node) ?? ''),
  };
  reader?.done();
  source.throwIfBad('封存规则');
  return policy;
}
