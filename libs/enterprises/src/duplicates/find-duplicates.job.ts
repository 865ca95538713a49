import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type JobContext, type JobHandler, workInSets } from '@tidu/platform';
import { type DuplicatesFound, findDuplicates } from './find-duplicates';

export const findDuplicatesTask = 'enterprises.findDuplicates';

/** Looks through the register for records that may be one enterprise (查找疑似重复). */
@Injectable()
export class FindDuplicatesJob implements JobHandler {
  readonly task = findDuplicatesTask;

  constructor(private readonly trail: AuditTrail) {}

  run(context: JobContext<object>): Promise<DuplicatesFound> {
    context.progress({ stage: '按规则比对名称、代码、地址' });
    return context.commit(async (tx) => {
      await workInSets(tx);
      const found = await findDuplicates(tx);
      await this.trail.record(tx, {
        ...{ action: 'enterprises.findDuplicates', objectType: 'job_run', objectId: context.jobId },
        after: found,
      });
      return found;
    });
  }
}
