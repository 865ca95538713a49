import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type JobContext, type JobHandler, throwIfStopped } from '@tidu/platform';
import { FactSheetBuilder } from '@tidu/scoring';
import { getDefinition } from '../definitions/definitions.store';
import { GapTasksService } from './gap-tasks.service';

export const giveGapTasksTask = 'rankings.giveGapTasks';

export interface GiveGapTasksPayload {
  definitionId: string;
}

export interface GiveGapTasksResult {
  definitionId: string;
  enterprises: number;
  given: number;
  /** Tasks that ended because no gap is left. */
  ended: number;
}

/** Looks at the figures as they are now: ends the tasks of who has no gap left, gives whoever has one a task; who has one open keeps it. */
@Injectable()
export class GiveGapTasksJob implements JobHandler<GiveGapTasksPayload> {
  readonly task = giveGapTasksTask;

  constructor(
    private readonly tasks: GapTasksService,
    private readonly sheets: FactSheetBuilder,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<GiveGapTasksPayload>): Promise<GiveGapTasksResult> {
    const { database, person, payload, jobId, signal, progress } = context;
    const { definitionId } = payload;
    const definition = await database.read(person, (tx) => getDefinition(tx, definitionId));
    const { year, asOf } = definition.body;
    progress({ stage: `整理 ${year} 年度事实表` });
    await this.sheets.refreshAll(person, { year, asOf, jobId, onProgress: () => throwIfStopped(signal) });
    const ended = await this.tasks.settleDue(definitionId);
    const open = await this.tasks.open(person, definitionId);
    progress({ stage: '交办', done: 0, total: open.length });
    let [done, given] = [0, 0];
    for (const one of open) {
      throwIfStopped(signal);
      if (await this.tasks.give(person, definition, one)) given++;
      progress({ done: ++done });
    }
    progress({ counted: given });
    return context.commit(async (tx) => {
      await this.trail.record(tx, {
        ...{ action: 'rankings.giveGapTasks', objectType: 'ranking_definition', objectId: definitionId },
        after: { enterprises: open.length, given, ended },
      });
      return { definitionId, enterprises: open.length, given, ended };
    });
  }
}
