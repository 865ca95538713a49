import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  type Change,
  CHANGE_TABLE,
  CHANGES,
  outcomeName,
  type StandardDocument,
  type StepResult,
  tunableThresholds,
  withThresholds,
} from '@tidu/criteria';
import { DomainError, systemClock, today, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, scopeSetting } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type { OpenTuningDto, TuningDto, TuningResultDto, TuningStepDto } from '../console/rehearsals.console.dto';
import type { OutcomeCounts } from '../run/run-store';
import { type PublishedStandard, StandardsService } from '../standards/standards.service';
import { Crew } from './crew';
import { refuseCohort } from './rehearsed-standards';

/** A session nobody touches ends; its memory is given back. */
const idleMs = 15 * 60_000;
/** Sessions of one process at most, and the memory they may take together. */
const [mostSessions, mostBytes] = [4, 2 ** 31];

/** One person trying thresholds of one standard over the fact sheets he may see (门槛试调). */
interface Session {
  id: string;
  personId: string;
  scope: string;
  crew: Crew;
  standard: PublishedStandard;
  original: Uint8Array;
  /** Thresholds moved so far, by key. */
  moved: Map<string, number>;
  /** The threshold that the threads hold; another one must be taken first. */
  held: string | null;
  touched: number;
  /** Steps are taken one after the other. */
  queue: Promise<unknown>;
}

/**
 * Live thresholds. A session lives in threads of the process that opened it: a step is answered in the time of a
 * message to a thread, where a job would first have to be written, fetched and told about. The threads do all the
 * computing; the process itself only passes bytes and counts on.
 */
@Injectable()
export class TuningService implements OnApplicationShutdown {
  private readonly sessions = new Map<string, Session>();
  private readonly opening = new Set<string>();
  private readonly sweep = setInterval(() => void this.endIdle(), 60_000).unref();

  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly standards: StandardsService,
  ) {}

  /** Opens a session; one the person had before ends. */
  async open(person: ActingPerson, { year, standardId, purpose = 'application' }: OpenTuningDto): Promise<TuningDto> {
    const standard = await this.standards.activeRelease(standardId);
    refuseCohort(standard.evaluator.release.document);
    await this.endIdle();
    await Promise.all(
      [...this.sessions.values()].filter((one) => one.personId === person.id).map((one) => this.end(one)),
    );
    if (this.sessions.size + this.opening.size >= mostSessions || this.opening.has(person.id)) throw busy();
    this.opening.add(person.id);
    try {
      const terms = { year, asOf: today(systemClock), purpose, facts: standard.evaluator.slots };
      const crew = await Crew.load(this.database, this.reference, person, terms);
      const bytes = [...this.sessions.values()].reduce((sum, one) => sum + one.crew.bytes, crew.bytes);
      if (bytes > mostBytes) {
        await crew.close();
        throw busy();
      }
      const original = await crew.publish(standard.evaluator.release.document);
      const session: Session = {
        ...{ id: uuidv7(), personId: person.id, scope: scopeSetting(person.scope), crew, standard, original },
        ...{ moved: new Map(), held: null, touched: Date.now(), queue: Promise.resolve() },
      };
      this.sessions.set(session.id, session);
      return view(session, terms);
    } finally {
      this.opening.delete(person.id);
    }
  }

  /** Moves one threshold and answers what the whole register looks like then. */
  async step(person: ActingPerson, id: string, { key, value }: TuningStepDto): Promise<TuningResultDto> {
    const session = this.find(person, id);
    const turn = session.queue.then(() => this.move(session, key, value));
    session.queue = turn.catch(() => undefined);
    const { result, ms } = await turn;
    const { counts, changes } = tally(result);
    const names = await this.namesOf(person, session, result);
    const moved = [...session.moved].map(([one, at]) => ({ key: one, value: at }));
    return { counts, changes, nearest: names, moved, ms };
  }

  /** Ends the session; one that is gone is no mistake. */
  async close(person: ActingPerson, id: string): Promise<void> {
    const session = this.sessions.get(id);
    if (session?.personId === person.id) await this.end(session);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.sweep);
    await Promise.all([...this.sessions.values()].map((one) => this.end(one)));
  }

  private find(person: ActingPerson, id: string): Session {
    const session = this.sessions.get(id);
    // another scope than the one the sheets were loaded with sees other sheets
    if (session?.personId === person.id && session.scope === scopeSetting(person.scope)) {
      session.touched = Date.now();
      return session;
    }
    throw new DomainError(
      'notFound',
      'SCORING.TUNING_GONE',
      '这次试调已经结束（闲置、重启或另开了一次），请重新开始。',
    );
  }

  private async move(session: Session, key: string, value: number): Promise<{ result: StepResult; ms: number }> {
    const { crew, standard, moved } = session;
    const { document } = standard.evaluator.release;
    const others = written(document, new Map([...moved].filter(([one]) => one !== key)));
    const tunable = tunableThresholds(others).find((one) => one.key === key);
    if (!tunable) throw new DomainError('notFound', 'SCORING.NO_THRESHOLD', `标准里没有可调的门槛“${key}”。`);
    const { from, to, label, suffix } = tunable;
    if ((from ?? -Infinity) >= value || (to ?? Infinity) <= value) {
      const message = `${label}：${value}${suffix} 到了或越过了相邻的一档，请换一个数。`;
      throw new DomainError('invalid', 'SCORING.THRESHOLD_RANGE', message);
    }
    const began = performance.now();
    if (session.held !== key) {
      session.held = null;
      await crew.grab(others, key);
      session.held = key;
    }
    const result = await crew.step(`${value}${suffix}`);
    if (value === tunable.value) moved.delete(key);
    else moved.set(key, value);
    return { result, ms: Math.round((performance.now() - began) * 10) / 10 };
  }

  private async namesOf(
    person: ActingPerson,
    { crew }: Session,
    { nearest }: StepResult,
  ): Promise<TuningResultDto['nearest']> {
    const ids = nearest.map(({ row }) => crew.enterpriseId(row));
    const rows = await this.database.read(person, (tx) =>
      tx.rows<{ id: string; name: string }>('select id, name from enterprise where id = any($1)', [ids]),
    );
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return nearest.flatMap(({ shown, before, after }, i) => {
      const enterpriseId = ids[i] ?? '';
      const name = names.get(enterpriseId);
      if (name === undefined) return [];
      return [{ enterpriseId, name, shown, old: outcomeName(before), new: outcomeName(after) }];
    });
  }

  private async end(session: Session): Promise<void> {
    this.sessions.delete(session.id);
    await session.crew.close();
  }

  private async endIdle(): Promise<void> {
    const idle = [...this.sessions.values()].filter(({ touched }) => Date.now() - touched > idleMs);
    await Promise.all(idle.map((one) => this.end(one)));
  }
}

/** The document with thresholds at these values, each with its own unit. */
function written(document: StandardDocument, values: ReadonlyMap<string, number>): StandardDocument {
  const texts = tunableThresholds(document).flatMap(({ key, suffix }): [string, string][] => {
    const value = values.get(key);
    return value === undefined ? [] : [[key, `${value}${suffix}`]];
  });
  return withThresholds(document, new Map(texts));
}

const noOutcomes = (): OutcomeCounts => ({ met: 0, manual: 0, unknown: 0, unmet: 0, notApplicable: 0, open: 0 });

/** Counts by outcome and by change out of old × new; `open` are those not settled. */
function tally({ counts: pairs }: Pick<StepResult, 'counts'>): Pick<TuningResultDto, 'counts' | 'changes'> {
  const counts = noOutcomes();
  const changes = Object.fromEntries(CHANGES.map((name) => [name, 0])) as Record<Change, number>;
  pairs.forEach((count, pair) => {
    if (count === 0) return;
    counts[outcomeName(pair % 6)] += count;
    changes[CHANGES[CHANGE_TABLE[pair] as number] as Change] += count;
  });
  counts.open = counts.manual + counts.unknown;
  return { counts, changes };
}

function view({ id, crew, standard, original }: Session, { year, asOf }: { year: number; asOf: string }): TuningDto {
  const { standardId, name, version, hash, evaluator } = standard;
  const pairs = new Array<number>(36).fill(0);
  for (const outcome of original) pairs[outcome * 7] = (pairs[outcome * 7] as number) + 1;
  return {
    ...{ id, year, asOf, standardId, standardName: name, standardVersion: version, releaseHash: hash },
    ...{ total: crew.rows, demo: crew.demo, demoLeftOut: crew.demoLeftOut, counts: tally({ counts: pairs }).counts },
    thresholds: tunableThresholds(evaluator.release.document, evaluator.dictionary).map(
      ({ key, clauseId, label, comparator, value, suffix, from, to, shown }) => ({
        ...{ key, clauseId, label, comparator, value, suffix, from, to, shown },
      }),
    ),
  };
}

function busy(): DomainError {
  const message = '正在试调门槛的人较多，服务器内存不够再开一个。请过一刻钟再试，或改用双跑任务。';
  return new DomainError('conflict', 'SCORING.TUNING_BUSY', message);
}
