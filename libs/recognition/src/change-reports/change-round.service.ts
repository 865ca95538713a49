import { Injectable } from '@nestjs/common';
import { TasksService } from '@tidu/desk';
import type { Day } from '@tidu/kernel';
import { Database, readSetting, systemActor, todayOf, writeSetting } from '@tidu/platform';
import { changeRules } from './change-rules';
import { changeTask, isLate, type KnownChange, reportBy, taskObject, unreported } from './known-changes';

const doneKey = 'recognition.changesOn';

/**
 * Once a day: whoever is in business here and did not report a change that the register knows has a task of it, of which
 * the desk reminds; a task of a change that is reported, or is none any more, is cancelled. Harmless however often it is done.
 */
@Injectable()
export class ChangeRoundService {
  constructor(
    private readonly database: Database,
    private readonly tasks: TasksService,
  ) {}

  /** Does today's round unless it was done. Returns how many tasks were given. */
  async runDue(): Promise<number> {
    const [today, done] = await this.database.read(systemActor, async (tx) => [
      await todayOf(tx),
      await readSetting<{ day: Day }>(tx, doneKey),
    ]);
    if (done !== null && done.day >= today) return 0;
    const given = await this.round(today);
    await this.database.write(systemActor, (tx) => writeSetting(tx, doneKey, { day: today }));
    return given;
  }

  /** The round of a day. */
  async round(today: Day): Promise<number> {
    const { open, asked } = await this.database.read(systemActor, async (tx) => ({
      open: await unreported(tx, today, null),
      asked: await tx.rows<{ id: string; objectId: string; state: string }>(
        `select id, "objectId", state from desk_task where kind = $1`,
        [changeTask],
      ),
    }));
    const objects = new Set(open.map((one) => taskObject(one).objectId));
    for (const { id } of asked.filter(({ state, objectId }) => state === 'open' && !objects.has(objectId)))
      await this.database.write(systemActor, (tx) =>
        this.tasks.cancel(tx, id, '已经报告，或登记簿里不再有这项变化，不用再办。'),
      );
    const known = new Set(asked.map(({ objectId }) => objectId));
    let given = 0;
    for (const one of open.filter((change) => !known.has(taskObject(change).objectId)))
      if (await this.give(one, today)) given++;
    return given;
  }

  private give(change: KnownChange, today: Day): Promise<boolean> {
    const { enterpriseId, kindLabel, effectiveOn, detail } = change;
    const dueOn = reportBy(effectiveOn);
    const { months, source } = changeRules();
    return this.database.write(systemActor, async (tx) => {
      const { made } = await this.tasks.create(tx, {
        ...{ kind: changeTask, ...taskObject(change), enterpriseId, owner: 'enterprise' },
        title: `报告重大变化：${kindLabel}（${effectiveOn} 生效）`,
        note: `登记簿里${detail}，${effectiveOn} 起。持有称号的企业应在 ${months} 个月内报告（${source}），期限 ${dueOn}${isLate(change, today) ? '，已经过了，仍然要报告' : dueOn < today ? '，早于本系统登记称号之日，不算逾期，请补报' : ''}。`,
        // one that came to light after its term has the days of its kind
        ...(dueOn >= today && { due: { day: dueOn } }),
      });
      return made;
    });
  }
}
