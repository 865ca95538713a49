import { AuditTrail } from '@tidu/audit';
import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer, JobsService } from '@tidu/platform';
import { OwnListsService, ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { ContactsService } from '../dated/contacts.service';
import { DatedService } from '../dated/dated.service';
import { DuplicatesService } from '../duplicates/duplicates.service';
import { MergesService } from '../duplicates/merges.service';
import { SplitsService } from '../duplicates/splits.service';
import type { Act } from '../history';
import { CandidatesQueries } from '../identity/candidates.queries';
import { CodeNames } from '../identity/code-names';
import { CreationService } from '../identity/creation.service';
import { IdentityService } from '../identity/identity.service';
import { type EnterpriseRecord, RecordQueries } from '../identity/record.queries';
import { TimelineQueries } from '../identity/timeline.queries';
import { LinksService } from '../links/links.service';

/** An act with a key of its own, or with this one. */
export const act = (reason = '测试', key = uuidv7()): Act => ({ key, reason, source: '测试文件' });

/** Somebody who sees one region. */
export const ofRegion = (region: string): ActingPerson => ({
  ...{ ...builtInOfficer, id: uuidv7(), name: '外区经办人' },
  scope: { everything: false, regions: [region] },
});

/** Another officer who sees everything. */
export const colleague: ActingPerson = { ...builtInOfficer, id: uuidv7(), name: '李同事' };

let made = 0;
/** A code nobody has yet. */
export const freshCode = (region = '410305') =>
  makeCreditCode({ region, organisation: `MA${String(++made).padStart(6, '0')}` });

/** A seeded database with every service of the register over it. */
export async function openRegister() {
  const test: TestDatabase = await createTestDatabase();
  const { database } = test;
  const reference = new ReferenceService(database);
  const dated = new DatedService(database);
  const records = new RecordQueries(database, reference);
  const creation = new CreationService(database, reference);
  const record = async (id: string, asOf?: string, own = true): Promise<EnterpriseRecord> => {
    const found = await records.one(builtInOfficer, id, { own, ...(asOf !== undefined && { asOf }) });
    if (!('record' in found)) throw new Error(`${id} is merged into ${found.standsFor.id}`);
    return found.record;
  };
  return {
    ...{ test, database, reference, dated, records, record },
    identity: new IdentityService(database, reference),
    contacts: new ContactsService(database, new AuditTrail()),
    links: new LinksService(database, dated),
    merges: new MergesService(database),
    splits: new SplitsService(database, reference),
    duplicates: new DuplicatesService(database, new JobsService(database)),
    candidates: new CandidatesQueries(database),
    timeline: new TimelineQueries(
      database,
      new CodeNames(reference, new OwnListsService(database, reference, new AuditTrail())),
    ),
    creation,
    /** Enters an enterprise of 涧西区; returns its id. */
    enter: (name: string, creditCode = freshCode()) =>
      creation.create(builtInOfficer, { creditCode, pilot: false, name, regionCode: '410305' }, act()),
    close: () => test.drop(),
  };
}
export type Register = Awaited<ReturnType<typeof openRegister>>;
