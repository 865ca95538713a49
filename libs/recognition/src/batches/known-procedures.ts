import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { Database, systemActor } from '@tidu/platform';
import { procedures } from '../rules/procedures';

/** A batch whose procedure left the file, or a case in a state that did, could go nowhere: such a start is refused. */
@Injectable()
export class KnownProcedures implements OnApplicationBootstrap {
  constructor(private readonly database: Database) {}

  /** @throws DomainError `RECOGNITION.PROCEDURE_GONE` with every batch and what to do. */
  async onApplicationBootstrap(): Promise<void> {
    const rows = await this.database.read(systemActor, (tx) =>
      tx.rows<{ name: string; procedure: string; states: string[] }>(
        `select b.name, b.procedure, coalesce(array_agg(distinct a.state) filter (where a.state is not null), '{}') as states
         from recognition_batch b left join application a on a."batchId" = b.id group by b.id order by b.name`,
      ),
    );
    const lost = rows.flatMap(({ name, procedure, states }) => {
      const known = procedures().get(procedure);
      if (!known) return [`批次“${name}”用的认定程序 ${procedure} 不在了`];
      return states
        .filter((state) => !known.states.has(state))
        .map((state) => `批次“${name}”有申报停在环节 ${state}，程序 ${procedure} 里没有它了`);
    });
    if (lost.length === 0) return;
    const message = `${lost.join('；')}。请在 seeds/recognition/procedures.yaml 里补回，再启动。`;
    throw new DomainError('unavailable', 'RECOGNITION.PROCEDURE_GONE', message);
  }
}
