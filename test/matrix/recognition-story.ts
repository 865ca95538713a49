import { uuidv7 } from '@tidu/kernel';
import { leader, type TestPerson } from '@tidu/test/signed-in';
import { plantApplication } from '../../libs/recognition/src/testing/plant';
import { plantRun } from '../../libs/recognition/src/testing/plant-run';
import { besideRecords, besideStory } from './recognition-beside';
import { noticeRecords } from './notice-operations';
import type { District, Headers, Made } from './district';

const at = '/api/console/recognition';

/** Who stays away from enterprises: somebody else than whoever decides. */
const absentee = '01890000-0000-7000-8000-0000000000c1';

/** A batch that every enterprise of the district may be in, and the standard it goes by. */
export async function recognitionBatch(district: District): Promise<Made> {
  const release = await releaseOf(district);
  const known = await district.sql<{ id: string }>(
    `select id from recognition_batch where name = '矩阵批次' order by id limit 1`,
  );
  if (known[0]) return { batch: known[0].id, release };
  const { id: batch = '' } = await district.do(`POST ${at}/batches`, { release });
  await district.do(`POST ${at}/batches/{id}/announcement`, { batch }, { version: '1' });
  return { batch, release };
}

const releaseOf = (district: District) =>
  district.one(
    `select id as value from standard_release where "standardId" = 'miit-2022-63-innovative' order by version limit 1`,
  );

/** An application of the enterprise that waits for its review, and a conflict of interest about it. */
export async function recognitionRecords(district: District, { enterprise = '' }: Made): Promise<Made> {
  const [{ batch = '' }, conflict] = [await recognitionBatch(district), uuidv7()];
  const application = await plantApplication(district.doors.test.database, {
    batchId: batch,
    enterpriseId: enterprise,
  });
  await district.sql(
    `insert into recognition_conflict (id, "personId", "personName", "enterpriseId", reason) values ($1, $2, '某人', $3, '矩阵')`,
    [conflict, absentee, enterprise],
  );
  const made = { batch, application, conflict, enterprise };
  return {
    application,
    conflict,
    pack: await packOf(district, made),
    ...(await noticeRecords(district, made)),
    ...(await besideRecords(district, made)),
  };
}

/** A meeting pack of one case. */
async function packOf(district: District, { batch = '', application = '', enterprise = '' }: Made): Promise<string> {
  const pack = uuidv7();
  await district.sql(
    `insert into meeting_pack (id, "batchId", title, cases, recommended, root, "madeBy", "madeByName")
     values ($1, $2, '矩阵会议', 1, 1, repeat('0', 64), $1, 'x')`,
    [pack, batch],
  );
  const content = {
    ...{ place: 1, size: 1, before: true, tied: false, name: '矩阵', creditCode: 'x', regionName: '矩阵' },
    ...{ purpose: 'application', receiptNumber: null, stateLabel: '待初审', outcome: 'met', minPoints: null },
    ...{ maxPoints: null, revision: 1, revisionHash: '0', judged: {}, standard: 'x', decided: '满足', points: null },
    ...{ clauses: [], facts: [], evidence: 0, review: null, faults: [] },
  };
  await district.sql(
    `insert into meeting_pack_row (id, "packId", "applicationId", "enterpriseId", position, content, hash)
     values ($1, $1, $2, $3, 1, $4, repeat('0', 64))`,
    [pack, application, enterprise, JSON.stringify(content)],
  );
  return pack;
}

/** Every act on a batch and a case, once. */
export async function recognitionStory(district: District, records: Made): Promise<void> {
  const second: TestPerson = { ...leader, id: uuidv7(), loginName: `mr${uuidv7().slice(-12)}` };
  const other: Headers = await district.signIn(second);
  const version = () => district.versionOf('application', records.application);
  const act = async (what: string, as?: Headers) =>
    district.do(`POST ${at}/applications/{id}/${what}`, records, { version: await version(), ...(as && { as }) });
  await allTogether(district, records, other);
  await besideStory(district, records, await releaseOf(district), other);
  await act('assignment');
  await act('remarks');
  await act('reviews');
  await act('decisions', other);
  await district.do(`POST ${at}/applications/{id}/packages`, records);
  await district.sql(`update application set state = 'ready' where id = $1`, [records.application]);
  await act('records');
  await act('conflicts');
  await district.do(`POST ${at}/conflicts/{id}/lifting`, records);
  const release = await releaseOf(district);
  const { id: batch = '' } = await district.do(`POST ${at}/batches`, { release });
  await district.do(`PUT ${at}/batches/{id}`, { batch, release }, { version: '1' });
  await district.do(`POST ${at}/batches/{id}/announcement`, { batch }, { version: '2' });
  await plantRun((text, values) => district.sql(text, values), {
    ...{ releaseId: release, year: 2025, cards: [{ enterpriseId: records.enterprise ?? '', outcome: 1 }] },
  });
  await district.do(`POST ${at}/batches/{id}/invitations`, { batch, enterprise: records.enterprise ?? '' });
  await district.do(`POST ${at}/batches/{id}/ending`, { batch }, { version: '3' });
}

/** The same acts on several at once, on two that are tied at the line of a batch of one place. */
async function allTogether(district: District, { enterprise = '', twin = '' }: Made, other: Headers): Promise<void> {
  const release = await releaseOf(district);
  const { id: batch = '' } = await district.do(`POST ${at}/batches`, { release });
  await district.do(`POST ${at}/batches/{id}/announcement`, { batch }, { version: '1' });
  const [application = ''] = await Promise.all(
    [enterprise, twin].map((enterpriseId) =>
      plantApplication(district.doors.test.database, { batchId: batch, enterpriseId }),
    ),
  );
  await district.sql('update recognition_batch set quota = 1 where id = $1', [batch]);
  const { id: tie = '' } = await district.do(`POST ${at}/batches/{id}/ties`, { batch, application });
  await district.do(`POST ${at}/ties/{id}/confirmation`, { tie }, { as: other });
  const { id: pack = '' } = await district.do(`POST ${at}/batches/{id}/meeting-packs`, { batch });
  await district.do(`POST ${at}/meeting-packs/{id}/summaries`, { pack });
  const several = async (what: string, as?: Headers) => {
    const caseVersion = await district.versionOf('application', application);
    await district.do(`POST ${at}/bulk-${what}`, { application, caseVersion }, as ? { as } : {});
  };
  await several('reviews');
  await several('decisions', other);
  await district.sql(`update application set state = 'ready' where id = $1`, [application]);
  const templateVersion = await district.one(
    'select id as value from desk_template_version where mapping is not null limit 1',
  );
  await district.do(`POST ${at}/batches/{id}/reports/{versionId}`, { batch, templateVersion });
  await several('records');
}
