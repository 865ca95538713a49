import { uuidv7 } from '@tidu/kernel';
import { leader, type TestPerson } from '@tidu/test/signed-in';
import type { District, Made } from './district';
import { operation, type Operation } from './operation';
import { sealed } from '../support/database';

/** Public notices and what is objected to those on them. */

const at = '/api/console/recognition';
const given = { title: '矩阵公示', body: '矩阵核对', workingDays: 5 };
const ofObjection = { of: 'enterprise', path: { id: 'objection' }, version: true } as const;

export const noticeOperations: readonly Operation[] = [
  operation(`GET ${at}/batches/{id}/notice-list`, 'recognition.read', { path: { id: 'batch' } }),
  operation(`GET ${at}/batches/{id}/notices`, 'recognition.read', { path: { id: 'batch' } }),
  operation(`POST ${at}/batches/{id}/notices`, 'recognition.decide', {
    ...{ path: { id: 'batch' }, body: () => given, trail: 'recognition.publishNotice' },
  }),
  operation(`POST ${at}/notices/{id}/corrections`, 'recognition.decide', {
    ...{ of: 'enterprise', path: { id: 'notice' }, trail: 'recognition.correctNotice', once: true },
    body: ({ noticeItem: itemId = uuidv7() }) => ({
      ...{ ...given, corrections: [{ itemId, name: '矩阵更正' }], reason: '矩阵核对' },
    }),
  }),
  operation(`GET ${at}/objections`, 'recognition.manage', { query: 'limit=200' }),
  operation(`POST ${at}/objections/{id}/acceptance`, 'recognition.manage', {
    ...{ ...ofObjection, trail: 'recognition.acceptObjection' },
  }),
  operation(`POST ${at}/objections/{id}/filing`, 'recognition.manage', {
    ...{ ...ofObjection, body: () => ({ answer: '矩阵核对' }), trail: 'recognition.fileObjection' },
  }),
  operation(`POST ${at}/objections/{id}/answer`, 'recognition.decide', {
    ...{ ...ofObjection, body: () => ({ upheld: false, answer: '矩阵核对' }), trail: 'recognition.dismissObjection' },
  }),
  operation('GET /api/open/notices', 'open.read'),
  operation('GET /api/open/notices/{id}', 'open.read', { path: { id: 'publicNotice' } }),
  operation('POST /api/open/notices/objections', 'recognition.enter', {
    body: ({ publicItem: itemId = uuidv7() }) => ({
      ...{ itemId, text: '矩阵核对：名单上的这一家有误。', name: null, contact: null },
    }),
    trail: 'recognition.receiveObjection',
  }),
];

/** The application of an enterprise on a notice, and an objection to it that nobody has looked at. */
export async function noticeRecords(district: District, { batch = '', application = '', enterprise = '' }: Made) {
  const [notice, noticeItem, objection] = [uuidv7(), uuidv7(), uuidv7()];
  await district.sql(
    `insert into recognition_notice (id, "batchId", title, body, "publishedBy", "publishedByName", "opensOn", "closesOn",
       "workingDays", "closesProvisional", "calendarVersion")
     values ($1, $2, '矩阵公示', '矩阵', $1, 'x', current_date, current_date + 30, 20, false, 1)`,
    [notice, batch],
  );
  await district.sql(
    `insert into recognition_notice_item (id, "noticeId", "applicationId", "enterpriseId", position, name, "creditCodeShown", "regionName")
     values ($1, $2, $3, $4, 1, '矩阵', '9141**********0000', '矩阵')`,
    [noticeItem, notice, application, enterprise],
  );
  await district.sql(
    `insert into recognition_objection (id, "itemId", "applicationId", "enterpriseId", kind, text, "objectorName", "objectorContact")
     values ($1, $2, $3, $4, 'objection', '矩阵核对：名单上的这一家有误。', '某人', $5)`,
    [
      ...[objection, noticeItem, application, enterprise],
      sealed('recognition_objection.objectorContact', objection, '13800000000'),
    ],
  );
  return { notice, noticeItem, objection };
}

/** A notice of a batch, corrected, and the life of two objections to one on it. */
export async function noticeStory(district: District, records: Made): Promise<void> {
  await district.sql(
    `update application set state = 'approved', "approvedBy" = null, "reviewedBy" = null where id = $1`,
    [records.application],
  );
  const { id: notice = '' } = await district.do(`POST ${at}/batches/{id}/notices`, records);
  const itemOf = (id: string) =>
    district.one('select id as value from recognition_notice_item where "noticeId" = $1', [id]);
  const { id: later = '' } = await district.do(`POST ${at}/notices/{id}/corrections`, {
    ...{ ...records, notice, noticeItem: await itemOf(notice) },
  });
  const publicItem = await itemOf(later);
  const receive = async () =>
    (await district.do('POST /api/open/notices/objections', { publicItem }, { as: { 'x-requested-with': 'tidu' } }))
      .id ?? '';
  const [one, other] = [await receive(), await receive()];
  await district.do(`POST ${at}/objections/{id}/filing`, { objection: one }, { version: '1' });
  await district.do(`POST ${at}/objections/{id}/acceptance`, { objection: other }, { version: '1' });
  const second: TestPerson = { ...leader, id: uuidv7(), loginName: `mn${uuidv7().slice(-12)}` };
  const as = await district.signIn(second);
  await district.do(`POST ${at}/objections/{id}/answer`, { objection: other }, { version: '2', as });
}
