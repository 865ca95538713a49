import { Injectable } from '@nestjs/common';
import { TasksService } from '@tidu/desk';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, systemActor, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { FactSheetBuilder } from '@tidu/scoring';
import { getDefinition, type StoredDefinition } from '../definitions/definitions.store';
import { countScope } from '../run/run-ranking.job';
import { gapLabels, gapsSql } from './gaps-sql';

/** Kind of `seeds/desk/kinds.yaml`. */
export const gapTask = 'rankings.gap';

const objectOf = (definitionId: string, enterpriseId: string) => ({
  ...{ objectType: 'ranking_gap', objectId: `${definitionId} ${enterpriseId}` },
});

/** The open gaps of one enterprise. */
export interface EnterpriseGaps {
  enterpriseId: string;
  name: string;
  /** Account of who looks after it; null: nobody with an account. */
  officerId: string | null;
  gaps: { fact: string; kind: 'missing' | 'provisional' | 'outlying' }[];
}

const settled = '数据已经补上，或已写明理由放行。';

/** Gaps of the figures a ranking needs as tasks (数据缺口任务): one an enterprise, ended by the figures or by the waivers. */
@Injectable()
export class GapTasksService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly tasks: TasksService,
    private readonly sheets: FactSheetBuilder,
  ) {}

  /** Enterprises with gaps that nobody let pass, by the figures as they are known now. */
  async open(person: ActingPerson, definitionId: string, only?: readonly string[]): Promise<EnterpriseGaps[]> {
    const catalogue = await this.reference.facts();
    return this.database.write(person, async (tx) => {
      const { id, body } = await getDefinition(tx, definitionId);
      // a figure that came since is looked for, not the sheet of the last run
      if (only) await this.sheets.refresh(tx, { year: body.year, asOf: body.asOf, enterpriseIds: [...only] });
      const { demo } = await countScope(tx, body);
      return tx.rows<EnterpriseGaps>(
        `select g."enterpriseId", g.name, e."officerId",
           json_agg(json_build_object('fact', g.fact, 'kind', g.kind) order by g.fact, g.kind) as gaps
         from (${gapsSql(tx, { id, body, catalogue, demo, ...(only && { only }) })}) g
         join enterprise e on e.id = g."enterpriseId" where not g.waived group by 1, 2, 3 order by 1`,
      );
    });
  }

  /** Gives the task to whoever looks after the enterprise, or else to who asks for it. Returns whether it is new. */
  async give(person: ActingPerson, definition: StoredDefinition, one: EnterpriseGaps): Promise<boolean> {
    const { dictionary } = await this.reference.facts();
    const { enterpriseId, officerId, gaps } = one;
    const words = gaps.map(({ fact, kind }) => `${dictionary.get(fact).label}（${gapLabels[kind]}）`);
    const task = {
      ...{ kind: gapTask, ...objectOf(definition.id, enterpriseId), enterpriseId },
      title: `补齐排名用的数据：${definition.title}，${gaps.length} 处`.slice(0, 200),
      note: `${definition.year} 年度：${words.join('、')}。补上后任务自行办结；补不上的，在排名定义页写明理由放行。`.slice(
        0,
        1000,
      ),
    };
    return this.database.write(person, async (tx) => {
      const owner = officerId ?? person.id;
      const { made } = await this.tasks.create(tx, { ...task, owner }).catch((error: unknown) => {
        // whoever looks after it may not hold such a task: it is left to who asked
        if (error instanceof DomainError && error.code === 'DESK.OWNER' && owner !== person.id)
          return this.tasks.create(tx, { ...task, owner: person.id });
        throw error;
      });
      return made;
    });
  }

  /** Ends the task of an enterprise that has no gap left, where the acting person may see it. */
  async settleIfWhole(tx: Transaction, definitionId: string, enterpriseId: string, gapsLeft: number): Promise<void> {
    if (gapsLeft > 0) return;
    const task = await this.tasks.find(tx, gapTask, objectOf(definitionId, enterpriseId));
    if (task) await this.tasks.settle(tx, task.id, { reason: settled });
  }

  /**
   * Ends the tasks of all enterprises that have no gap left, or those of one definition; harmless however often it is
   * done. Returns how many.
   */
  async settleDue(only?: string): Promise<number> {
    const open = await this.database.read(systemActor, (tx) =>
      tx.rows<{ id: string; definitionId: string; enterpriseId: string }>(
        `select id, split_part("objectId", ' ', 1) as "definitionId", "enterpriseId" from desk_task
         where kind = $1 and state = 'open' and ($2::text is null or split_part("objectId", ' ', 1) = $2) order by id`,
        [gapTask, only ?? null],
      ),
    );
    let ended = 0;
    for (const definitionId of new Set(open.map((one) => one.definitionId))) {
      const own = open.filter((one) => one.definitionId === definitionId);
      const left = await this.open(
        systemActor,
        definitionId,
        own.map(({ enterpriseId }) => enterpriseId),
      );
      const withGaps = new Set(left.map(({ enterpriseId }) => enterpriseId));
      for (const { id, enterpriseId } of own) {
        if (withGaps.has(enterpriseId)) continue;
        await this.database.write(systemActor, (tx) => this.tasks.settle(tx, id, { reason: settled }));
        ended++;
      }
    }
    return ended;
  }
}
