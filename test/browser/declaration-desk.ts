import { uuidv7 } from '@tidu/kernel';
import { systemActor } from '@tidu/platform';
import { inDatabase } from '@tidu/test/product';
import { leader, type SignedIn } from '@tidu/test/signed-in';
import type { Desk } from './support';

const as = { ...systemActor, name: leader.displayName, id: leader.id };

/** A batch that enterprises see; its window in hours from now. */
export function makeBatch(
  desk: Desk,
  name: string,
  { title = 'innovativeSme', standardId = 'miit-2022-63-innovative', opensIn = -24, closesIn = 24 * 14 } = {},
): Promise<string> {
  const id = uuidv7();
  return inDatabase(desk.home, (database) =>
    database.write(as, async (tx) => {
      await tx.rows(
        `insert into recognition_batch (id, name, title, level, procedure, year, "opensAt", "closesAt", "officerId", state, note,
           "createdBy", "createdByName", "changedByName")
         values ($1, $2, $3, 'province', 'districtRecommends', 2025, now() + make_interval(hours => $4),
           now() + make_interval(hours => $5), $6, 'prepared', '请在截止前提交，材料要盖公章。', $6, 'x', 'x')`,
        [id, name, title, opensIn, closesIn, leader.id],
      );
      for (const purpose of ['application', 'renewal'])
        await tx.rows(
          `insert into recognition_batch_purpose select $1, $2, "releaseId" from standard_in_use where "standardId" = $3`,
          [id, purpose, standardId],
        );
      // announced, its standards are fixed
      await tx.rows(`update recognition_batch set state = 'announced' where id = $1`, [id]);
      return id;
    }),
  );
}

/** The case as if staff had given it back, or it had come to an end. */
export function moveCase(
  desk: Desk,
  id: string,
  state: 'returned' | 'recognised',
  marks: readonly { fact: string; remark: string }[] = [],
): Promise<void> {
  const stepId = uuidv7();
  return inDatabase(desk.home, (database) =>
    database.write(as, async (tx) => {
      const reason = state === 'returned' ? '研发费用与审计报告附注不一致，请核对。' : null;
      await tx.rows(
        `insert into application_step (id, "applicationId", "enterpriseId", action, "from", "to", reason, "personId", "personName")
         select $2, id, "enterpriseId", $3, state, $4, $5, $6, 'x' from application where id = $1`,
        [id, stepId, state === 'returned' ? 'return' : 'recognise', state, reason, leader.id],
      );
      for (const { fact, remark } of marks)
        await tx.rows(
          `insert into application_mark (id, "applicationId", "enterpriseId", "stepId", fact, remark)
           select $2, id, "enterpriseId", $3, $4, $5 from application where id = $1`,
          [id, uuidv7(), stepId, fact, remark],
        );
      await tx.rows(
        `update application set state = $2, "stateSince" = now(), version = version + 1, "changedByName" = 'x' where id = $1`,
        [id, state],
      );
    }),
  );
}

/** Asks the interface as somebody of an enterprise; answers the body. */
export async function askAs<T>(
  desk: Desk,
  { headers }: SignedIn,
  method: string,
  address: string,
  body?: object,
  version?: number,
): Promise<T> {
  const answer = await fetch(`${desk.url}${address}`, {
    ...{ method, ...(body && { body: JSON.stringify(body) }) },
    headers: {
      ...headers,
      'content-type': 'application/json',
      ...(version !== undefined && { 'if-match': String(version) }),
    },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${address}: ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

interface Opening {
  batch: { id: string };
  choices: { purpose: string; obstacle: string | null }[];
}

/** The purpose an enterprise may choose in a batch; null: none. */
export async function lawfulPurpose(desk: Desk, member: SignedIn, enterpriseId: string, batchId: string) {
  const at = `/api/portal/enterprises/${enterpriseId}/batches`;
  const { items } = await askAs<{ items: Opening[] }>(desk, member, 'GET', at);
  const choices = items.find(({ batch }) => batch.id === batchId)?.choices ?? [];
  return choices.find(({ obstacle }) => obstacle === null)?.purpose ?? null;
}

/** Begins a declaration in a batch, for what is lawful; returns the case. */
async function begin(desk: Desk, member: SignedIn, enterpriseId: string, batchId: string): Promise<string> {
  const at = `/api/portal/enterprises/${enterpriseId}/applications`;
  const purpose = await lawfulPurpose(desk, member, enterpriseId, batchId);
  return (await askAs<{ id: string }>(desk, member, 'POST', at, { batchId, purpose })).id;
}

/** Has what is known confirmed and submits it. */
export async function declare(desk: Desk, member: SignedIn, enterpriseId: string, id: string): Promise<void> {
  const own = `/api/portal/enterprises/${enterpriseId}`;
  const at = `${own}/applications/${id}`;
  const link = await askAs<{ path: string }>(desk, member, 'POST', `${at}/confirmations`, { lastFour: '123X' });
  const { identity } = await askAs<{ identity: { legalRepresentative: string | null } }>(desk, member, 'GET', own);
  const given = { token: link.path.split('#')[1], name: identity.legalRepresentative ?? '张法人', lastFour: '123X' };
  await askAs(desk, member, 'POST', '/api/portal/confirmations', given);
  await askAs(desk, member, 'POST', `${at}/submissions`, undefined, 1);
}

/** One declaration in each state that an enterprise sees, each of a title of its own. */
export async function makeDeclarations(desk: Desk, member: SignedIn, enterpriseId: string) {
  const titles = {
    draft: ['innovativeSme', 'miit-2022-63-innovative'],
    submitted: ['specializedSme', 'miit-2022-63-specialized'],
    returned: ['littleGiant', 'miit-2022-63-little-giant'],
    recognised: ['techSme', 'most-2017-115-tech-sme'],
  } as const;
  const made: Record<string, string> = {};
  for (const [state, [title, standardId]] of Object.entries(titles)) {
    const id = await begin(desk, member, enterpriseId, await makeBatch(desk, `批次 ${title}`, { title, standardId }));
    made[`${state}Case`] = id;
    if (state === 'draft') continue;
    await declare(desk, member, enterpriseId, id);
    if (state === 'returned') await moveCase(desk, id, state, [{ fact: 'rdExpense', remark: '与审计报告附注不一致' }]);
    if (state === 'recognised') await moveCase(desk, id, state);
  }
  const at = `/api/portal/enterprises/${enterpriseId}/applications/${made.draftCase}`;
  const answers = [{ code: 'rdExpense', text: '一百', unit: '万元' }];
  await askAs(desk, member, 'PUT', `${at}/draft`, { unit: '万元', answers, evidence: [] }, 0);
  return made;
}
