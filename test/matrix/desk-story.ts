import { uuidv7 } from '@tidu/kernel';
import { leader, type TestPerson } from '@tidu/test/signed-in';
import type { District, Headers, Made } from './district';

const at = '/api/console/desk';

/** A task of the office and one of the enterprise itself, a letter to it, and an open message to whoever leads. */
export async function deskRecords(district: District, { enterprise = '' }: Made): Promise<Made> {
  const made: Made = {};
  made.deskTask = (await district.do(`POST ${at}/tasks`, { enterprise })).id ?? '';
  made.ownTask = (await district.do(`POST ${at}/tasks`, { enterprise, taskOwner: 'enterprise' })).id ?? '';
  made.ownMessage = (await district.do(`POST ${at}/notices`, { enterprise })).id ?? '';
  made.delivery = await district.one(
    `select id as value from desk_delivery where "messageId" = $1 and channel = 'letter'`,
    [made.ownMessage],
  );
  const promised = async () => (await district.do(`POST ${at}/promises`, { enterprise })).id ?? '';
  made.promise = await promised();
  made.taskFile = (await district.do(`POST ${at}/tasks/{id}/files`, made)).id ?? '';
  await district.do(`POST ${at}/tasks/{id}/reports`, { promise: await promised() }, { version: '1' });
  made.ownReport = await district.one(
    `select id as value from desk_report where "enterpriseId" = $1 and state = 'waiting' order by id desc limit 1`,
    [enterprise],
  );
  made.question = uuidv7();
  await district.sql(
    `insert into desk_satisfaction (id, "enterpriseId", "objectType", "objectId", about) values ($1, $2, 'x', $3, '矩阵')`,
    [made.question, enterprise, made.question],
  );
  return made;
}

/** A message to somebody of the staff. */
export async function messageTo(district: District, personId: string): Promise<string> {
  const id = uuidv7();
  await district.sql(
    `insert into desk_message (id, kind, audience, "toPersonId", subject, body, "objectType", "objectId", "createdBy", "createdByName")
     values ($1, 'desk.settled', 'staff', $2, '矩阵', '矩阵', 'x', 'x', $2, 'x')`,
    [id, personId],
  );
  return id;
}

/** Every act on a task, a message and a letter, once. */
export async function deskStory(district: District, records: Made, common: Made): Promise<void> {
  const second: TestPerson = { ...leader, id: uuidv7(), loginName: `md${uuidv7().slice(-12)}` };
  const other = await district.signIn(second);
  const act = async (what: string, given: Made = records) =>
    district.do(`POST ${at}/tasks/{id}/${what}`, given, {
      version: await district.versionOf('desk_task', given.deskTask),
    });
  await act('handover', { ...records, newOwner: second.id });
  await act('pause');
  await act('resumption');
  await act('settlement');
  const onPromise = async (what: string, as?: Headers) =>
    district.do(`POST ${at}/tasks/{id}/${what}`, records, {
      version: await district.versionOf('desk_task', records.promise),
      ...(as && { as }),
    });
  await onPromise('reports');
  await onPromise('rejection', other);
  await onPromise('reports');
  await onPromise('acceptance', other);
  await act('cancellation', { deskTask: (await district.do(`POST ${at}/tasks`, records)).id ?? '' });
  await district.do(`PUT ${at}/messages/{id}/reading`, common);
  await district.do(`POST ${at}/messages/readings`, {});
  await district.do(`POST ${at}/deliveries/postings`, records);
  await district.sql(`update desk_delivery set state = 'bounced', "sentAt" = null, problem = 'x' where id = $1`, [
    records.delivery,
  ]);
  await district.do(`POST ${at}/deliveries/{id}/retry`, records);
}

/** What the enterprise's own people do with theirs. */
export async function ownDeskStory(district: District, records: Made, as: Headers): Promise<void> {
  const own = '/api/portal/desk/enterprises/{enterpriseId}';
  const version = await district.versionOf('desk_task', records.ownTask);
  await district.do(`POST ${own}/tasks/{id}/settlement`, records, { version, as });
  await district.do(`POST ${own}/reports/{id}/confirmation`, records, { as });
  await district.do(`POST ${own}/questions/{id}/answer`, records, { as });
  await district.do(`PUT ${own}/messages/{id}/reading`, records, { as });
  await district.do(`POST ${own}/messages/readings`, records, { as });
}
