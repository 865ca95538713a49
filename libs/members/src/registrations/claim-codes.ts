import { uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { membersRules } from '../rules/members-rules';

/** Letters and digits that nobody mistakes for one another, whatever the print. */
const letters = '23456789ABCDEFGHJKLMNPQRTUWXY';
const length = 12;

/** A code as it is printed, once, in groups: about 58 random bits. */
export function newClaimCode(): string {
  const code = Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
  return (code.match(/.{4}/g) ?? []).join('-');
}

/** What is compared: letters large, without what people put between them. */
const plain = (code: string) =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');

/** The request goes into the hash, so that a code proves no other one. */
const hashOf = (registrationId: string, code: string): Buffer =>
  createHash('sha256')
    .update(`${registrationId} ${plain(code)}`)
    .digest();

/** Keeps a new code of a request by its hash; an earlier one is void. Returns the last day on which it counts. */
export async function keepCode(
  tx: Transaction,
  { registrationId, enterpriseId, via }: { registrationId: string; enterpriseId: string; via: 'letter' | 'channel' },
  code: string,
): Promise<string> {
  await revokeCodes(tx, registrationId);
  const made = await tx.row<{ until: string }>(
    `insert into claim_code (id, "registrationId", "enterpriseId", via, "codeHash", "issuedBy", "issuedByName", "expiresAt")
     values ($1, $2, $3, $4, $5, $6, $7,
       (((now() at time zone 'Asia/Shanghai')::date + $8::int + 1)::timestamp at time zone 'Asia/Shanghai'))
     returning (("expiresAt" at time zone 'Asia/Shanghai')::date - 1)::text as until`,
    [
      ...[uuidv7(), registrationId, enterpriseId, via, hashOf(registrationId, code)],
      ...[tx.person.id, tx.person.name, membersRules().code.days],
    ],
  );
  return made?.until ?? '';
}

/** A request that ends needs its code no more. */
export async function revokeCodes(tx: Transaction, registrationId: string): Promise<void> {
  await tx.rows(
    `update claim_code set "revokedAt" = now() where "registrationId" = $1 and "usedAt" is null and "revokedAt" is null`,
    [registrationId],
  );
}

/** A code that may be tried, and whom it was issued by. */
export interface TriedCode {
  id: string;
  enterpriseId: string;
  issuedBy: string;
  issuedByName: string;
  matches: boolean;
  /** Tries left after this one. */
  left: number;
}

/** Counts a try and compares; null where no code may be tried (any more). The caller commits, whatever it says. */
export async function tryCode(tx: Transaction, registrationId: string, given: string): Promise<TriedCode | null> {
  const { tries: most } = membersRules().code;
  const row = await tx.row<Omit<TriedCode, 'matches' | 'left'> & { codeHash: Buffer; tries: number }>(
    `update claim_code set tries = tries + 1
     where "registrationId" = $1 and "usedAt" is null and "revokedAt" is null and "expiresAt" > now() and tries < $2
     returning id, "enterpriseId", "issuedBy", "issuedByName", "codeHash", tries`,
    [registrationId, most],
  );
  if (!row) return null;
  const { codeHash, tries, ...code } = row;
  return { ...code, matches: timingSafeEqual(codeHash, hashOf(registrationId, given)), left: most - tries };
}
