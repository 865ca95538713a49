import { DomainError } from '@tidu/kernel';
import { isBuild } from '@tidu/test/rounds';
import { type Firm, type Officer, RecognitionWorld } from '../testing/recognition-world';
import { ReviewService } from './review.service';

/** Two reviewers of one case: a hundred times while building, a thousand at night. */
const pairs = isBuild ? 100 : 1000;

describe('two who review one case at once', () => {
  let world: RecognitionWorld;
  let [one, other]: Officer[] = [];
  let firm: Firm;
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [one, other, firm] = [await world.officer(), await world.officer(), await world.firm()];
  });
  afterAll(() => world.close());

  it(`${pairs} times: one does, the other is told who did, and nothing is half written`, async () => {
    if (!one || !other) throw new Error('no officers');
    const id = await world.submitted(await world.batch(one), firm);
    const review = world.get(ReviewService);
    const counted = { done: 0, stale: 0, other: 0 };
    for (let round = 0; round < pairs; round++) {
      const version = await world.versionOf(id);
      const words = { reason: '核对', internal: `第 ${round} 次` };
      const answers = await Promise.allSettled([
        review.act(one.acting, id, 'reviewer', { action: 'pass', ...words }, version),
        review.act(other.acting, id, 'reviewer', { action: 'reject', ...words }, version),
      ]);
      for (const answer of answers) {
        if (answer.status === 'fulfilled') counted.done++;
        else if (answer.reason instanceof DomainError && answer.reason.code === 'PLATFORM.STALE') counted.stale++;
        else counted.other++;
      }
      await world.sql(
        `update application set state = 'submitted', "reviewedBy" = null, "dueOn" = null, "countedFrom" = null, "workingDays" = null,
           "calendarVersion" = null, "dueProvisional" = false, version = version + 1 where id = $1`,
        [id],
      );
    }
    expect(counted).toEqual({ done: pairs, stale: pairs, other: 0 });
    const [left] = await world.sql<{ steps: number; remarks: number; entries: number; messages: number }>(
      `select (select count(*)::int from application_step where "applicationId" = $1 and action in ('pass', 'reject')) as steps,
         (select count(*)::int from application_remark where "applicationId" = $1) as remarks,
         (select count(*)::int from desk_message where "objectId" = $1::text) as messages,
         (select count(*)::int from audit_entry where "objectId" = $1::text and action in ('recognition.pass', 'recognition.reject')) as entries`,
      [id],
    );
    expect(left).toEqual({ steps: pairs, remarks: pairs, messages: pairs, entries: pairs });
  }, 300_000);
});
