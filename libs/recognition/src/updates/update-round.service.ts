import { Injectable } from '@nestjs/common';
import { TasksService } from '@tidu/desk';
import type { Day } from '@tidu/kernel';
import { Database, readSetting, systemActor, todayOf, type Transaction, writeSetting } from '@tidu/platform';
import { duties, dutyValues } from './duties';
import { opensOn, sourceOf, titlesText, lockUpdate } from './yearly-update';
import { updateTask } from './yearly-updates.service';

const doneKey = 'recognition.updatesOn';
const batch = 200;

interface Owed {
  enterpriseId: string;
  dueOn: Day;
  titles: { title: string }[];
}

/**
 * Once a day, by the clock of the database: whoever owes an update of this year and is in business here has a task of
 * it, of which the desk reminds; a task whose duty is gone (title cancelled, enterprise dissolved, moved out, merged) is
 * cancelled. Harmless however often, and by however many at once, it is done.
 */
@Injectable()
export class UpdateRoundService {
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
    await this.cancelGone(today);
    const year = Number(today.slice(0, 4));
    if (today < opensOn(year)) return 0;
    let given = 0;
    for (let more = true; more;) {
      const owed = await this.database.read(systemActor, (tx) => withoutTask(tx, today, year));
      let made = 0;
      for (const one of owed) if (await this.give(one, year)) made++;
      given += made;
      more = owed.length === batch && made > 0;
    }
    return given;
  }

  private give({ enterpriseId, dueOn, titles }: Owed, year: number): Promise<boolean> {
    return this.database.write(systemActor, async (tx) => {
      const { id: objectId, filedAt } = await lockUpdate(tx, enterpriseId, year);
      if (filedAt !== null) return false;
      const { made } = await this.tasks.create(tx, {
        ...{ kind: updateTask, objectType: 'yearly_update', objectId, enterpriseId, owner: 'enterprise' },
        ...{ title: `${year} 年的年度更新`, due: { day: dueOn } },
        note: `持有${titlesText(titles)}，${dueOn} 前要更新 ${year - 1} 年度的数据（${sourceOf(year)}）。没有按时办的不得复核，有效期内两次的可能取消称号。`,
      });
      return made;
    });
  }

  private async cancelGone(today: Day): Promise<void> {
    const gone = await this.database.read(systemActor, (tx) =>
      tx.rows<{ id: string }>(
        `${duties} select k.id from desk_task k join yearly_update u on u.id::text = k."objectId"
         where k.kind = $6 and k.state = 'open' and not exists (select from duty d join enterprise e on e.id = d."holderId"
           where d."holderId" = enterprise_survivor(u."enterpriseId") and d.year = u.year and e.status = 'active')`,
        [...dutyValues(today), updateTask],
      ),
    );
    for (const { id } of gone)
      await this.database.write(systemActor, (tx) =>
        this.tasks.cancel(tx, id, '称号已取消或到期，或企业已注销、迁出、合并，不用再更新。'),
      );
  }
}

/** Those who owe the update of the year and have no task of it: whoever is given one is no longer among them. */
function withoutTask(tx: Transaction, today: Day, year: number): Promise<Owed[]> {
  return tx.rows<Owed>(
    `${duties} select d."holderId" as "enterpriseId", min(d."dueOn")::text as "dueOn",
       jsonb_agg(distinct jsonb_build_object('title', d.title)) as titles
     from duty d join enterprise e on e.id = d."holderId"
     where d.year = $6 and d.state = 'open' and d."filedOn" is null and e.status = 'active' and not exists (
       select from yearly_update u join desk_task k on k."objectId" = u.id::text and k.kind = $7
       where u."enterpriseId" = d."holderId" and u.year = d.year)
     group by d."holderId" order by d."holderId" limit ${batch}`,
    [...dutyValues(today), year, updateTask],
  );
}
