import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { type CodeTable, type Region, ReferenceService } from '@tidu/reference';
import { codeTaken, invalidField, outOfScope } from '../enterprises.errors';
import { type Act, recordAct, unlessDone } from '../history';
import { acceptedCode, acceptedName } from './check-identity';

/** An enterprise entered by hand. */
export interface NewEnterprise {
  creditCode: string;
  /** The officer vouches for a code of the pilot of 2014–16, which fails the check. */
  pilot: boolean;
  name: string;
  /** Absent: taken from the credit code until somebody states it. */
  regionCode: string | null;
}

/** Enters single enterprises; imports have a way of their own. */
@Injectable()
export class CreationService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** Enters an enterprise; its id is the key of the act. @throws DomainError `ENTERPRISES.CODE_TAKEN`. */
  async create(person: ActingPerson, given: NewEnterprise, act: Act): Promise<string> {
    const entered = acceptedEnterprise(given, await this.reference.regions());
    await this.database.write(person, (tx) => createEnterprise(tx, entered, act));
    return act.key;
  }
}

/** Code and name in the form in which they are kept. @throws DomainError `ENTERPRISES.BAD_…`. */
export function acceptedEnterprise(given: NewEnterprise, regions: CodeTable<Region>): NewEnterprise {
  const { regionCode } = given;
  if (regionCode !== null && !regions.get(regionCode)) {
    throw invalidField('regionCode', regionCode, 'ENTERPRISES.BAD_REGION', `区划表里没有 ${regionCode}，请核对。`);
  }
  return { ...given, creditCode: acceptedCode(given.creditCode, given.pilot), name: acceptedName(given.name) };
}

/**
 * Writes a new record whose id is the key of the act; nothing when the same request was taken in before.
 * @param demo whether it is invented, as what is parted from an invented record is.
 */
export async function createEnterprise(tx: Transaction, entered: NewEnterprise, act: Act, demo = false): Promise<void> {
  const { creditCode, name, regionCode: stated } = entered;
  const isFresh = () => unlessDone(tx, act, 'record.create', entered, () => Promise.resolve(true));
  if (!(await isFresh())) return;
  const regionCode = stated ?? creditCode.slice(2, 8);
  refuseOutOfScope(tx.person, regionCode);
  const made = await tx.rows(
    `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", demo, "changedBy", "changedByName")
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [
      ...[act.key, creditCode, name, regionCode, stated === null ? 'creditCode' : 'given', demo],
      ...[tx.person.id, tx.person.name],
    ],
  );
  // either the same request was faster, or the code is another's
  if (made.length === 0 && (await isFresh())) throw codeTaken(creditCode);
  if (made.length === 0) return;
  const after = { creditCode, name, regionCode };
  await recordAct(tx, act, { enterpriseId: act.key, kind: 'record.create', after }, entered);
}

function refuseOutOfScope({ scope }: ActingPerson, region: string): void {
  if (scope.everything || scope.regions.some((code) => region.startsWith(code))) return;
  throw outOfScope(region);
}
