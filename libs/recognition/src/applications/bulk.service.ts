import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, staleVersion, type Transaction } from '@tidu/platform';
import { applicationNotFound } from '../recognition.errors';
import { procedureOf } from '../rules/procedures';
import { type Application, findApplication } from './application';
import type { Act } from './act';
import { ApplicationActs } from './application-acts.service';
import type { Waits } from './waits';

/** One of several, on the version that was seen. */
export interface BulkItem {
  id: string;
  version: number;
}

/** `would` be done; `done`; `again`: it was done by this very act before; `refused`, and why. */
export type BulkResult = 'would' | 'done' | 'again' | 'refused';

export interface BulkOutcome {
  id: string;
  result: BulkResult;
  /** Null where the person doesn't see it. */
  enterpriseName: string | null;
  fromLabel: string | null;
  toLabel: string | null;
  code: string | null;
  message: string | null;
}

/**
 * An act on several cases at once (批量办理): each in a transaction of its own, so that one that is refused holds up no
 * other; each once under the id of the whole, so that sending the rest again doubles nothing. It runs in the time of the
 * request, by at most a hundred: the page sends the next hundred, and whoever acts sees how far it is.
 */
@Injectable()
export class BulkService {
  constructor(
    private readonly database: Database,
    private readonly acts: ApplicationActs,
  ) {}

  /** What would become of each, and why not; changes nothing. Places of a limited batch are counted along. */
  async preview(person: ActingPerson, as: Waits, act: Act, items: readonly BulkItem[]): Promise<BulkOutcome[]> {
    return this.database.read(person, async (tx) => {
      const planned = new Map<string, number>();
      const outcomes: BulkOutcome[] = [];
      for (const { id, version } of items) {
        const named = await namedCase(tx, id);
        const outcome = named && (await this.wouldBe(tx, named, as, act, version, planned));
        outcomes.push(outcome ?? gone(id));
      }
      return outcomes;
    });
  }

  /** Does it to each that lets it be done. */
  async run(
    person: ActingPerson,
    as: Waits,
    act: Act & { bulkId: string },
    items: readonly BulkItem[],
  ): Promise<BulkOutcome[]> {
    const { id, name, scope, permissions } = person;
    const free = { id, name, scope, permissions }; // each is claimed by the id of the whole, not all by the first
    const outcomes: BulkOutcome[] = [];
    for (const item of items) outcomes.push(await this.one(free, as, act, item));
    return outcomes;
  }

  private async wouldBe(
    tx: Transaction,
    named: NamedCase,
    as: Waits,
    act: Act,
    version: number,
    planned: Map<string, number>,
  ): Promise<BulkOutcome> {
    const { application } = named;
    const { changedByName: who, changedAt: at } = application;
    try {
      if (version !== application.version) throw staleVersion('申报', { version: application.version, who, at });
      const { to } = await this.acts.requireAllowed(tx, application, as, act, planned);
      return { ...headOf(named), result: 'would', toLabel: to.label, code: null, message: null };
    } catch (error) {
      return refused(headOf(named), error);
    }
  }

  private async one(person: ActingPerson, as: Waits, act: Act & { bulkId: string }, { id, version }: BulkItem) {
    const named = await this.database.read(person, (tx) => namedCase(tx, id));
    if (!named) return gone(id);
    try {
      return await this.database.write(person, async (tx): Promise<BulkOutcome> => {
        await tx.rows('select from application where id = $1 for update', [id]);
        const again = await wasDone(tx, id, act.bulkId);
        if (!again) await this.acts.act(tx, id, as, act, version);
        const toLabel = labelOf(await findApplication(tx, id));
        return { ...headOf(named), result: again ? 'again' : 'done', toLabel, code: null, message: null };
      });
    } catch (error) {
      return refused(headOf(named), error);
    }
  }
}

interface NamedCase {
  application: Application;
  enterpriseName: string;
}

/** The case with its enterprise's name; null: it isn't there, or out of sight. */
async function namedCase(tx: Transaction, id: string): Promise<NamedCase | null> {
  const row = await tx.row<{ enterpriseName: string }>(
    'select e.name as "enterpriseName" from application a join enterprise e on e.id = a."enterpriseId" where a.id = $1',
    [id],
  );
  return row && { application: await findApplication(tx, id), enterpriseName: row.enterpriseName };
}

const wasDone = async (tx: Transaction, id: string, bulkId: string): Promise<boolean> =>
  (await tx.row('select id from application_step where "applicationId" = $1 and "bulkId" = $2', [id, bulkId])) !== null;

const labelOf = ({ procedure, state }: Application) => procedureOf(procedure).states.get(state)?.label ?? state;

type Head = Pick<BulkOutcome, 'id' | 'enterpriseName' | 'fromLabel'>;
const headOf = ({ application, enterpriseName }: NamedCase): Head => ({
  ...{ id: application.id, enterpriseName, fromLabel: labelOf(application) },
});

/** @throws what nobody foresaw: the rest isn't tried, and may be sent again. */
function refused(head: Head, error: unknown): BulkOutcome {
  if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
  return { ...head, result: 'refused', toLabel: null, code: error.code, message: error.message };
}

const gone = (id: string): BulkOutcome => refused({ id, enterpriseName: null, fromLabel: null }, applicationNotFound());
