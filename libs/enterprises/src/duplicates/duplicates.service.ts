import { Injectable } from '@nestjs/common';
import { DomainError, isUuid } from '@tidu/kernel';
import { type ActingPerson, countLimit, Database, decodeCursor, JobsService, type Page, pageOf } from '@tidu/platform';
import { duplicateRules } from './duplicate-rules';
import { badPlace } from '../enterprises.errors';
import { type Act, type ChangeKind, recordAct, recordAlso } from '../history';
import { findDuplicatesTask } from './find-duplicates.job';

/** One of a pair, as far as a list shows it. */
export interface DuplicateSide {
  id: string;
  name: string;
  creditCode: string;
  regionCode: string;
  registeredOn: string | null;
  status: string;
  version: number;
}

/** Two records that may be one enterprise. */
export interface DuplicatePair {
  first: DuplicateSide;
  second: DuplicateSide;
  rules: string[];
  ruleWords: string[];
  foundAt: string;
  state: 'open' | 'distinct';
  decidedByName: string | null;
  reason: string | null;
}

export interface DuplicateListOptions {
  state?: 'open' | 'distinct';
  limit?: number;
  after?: string;
}

const side = (of: string) => `jsonb_build_object('id', ${of}.id, 'name', ${of}.name, 'creditCode', ${of}."creditCode",
  'regionCode', ${of}."regionCode", 'registeredOn', ${of}."registeredOn", 'status', ${of}.status, 'version', ${of}.version)`;

/** The work list of pairs that may be one enterprise. */
@Injectable()
export class DuplicatesService {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
  ) {}

  /** Asks for a search through the register; returns the job. */
  search(person: ActingPerson): Promise<string> {
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, findDuplicatesTask, {}));
  }

  /** Pairs, those first that most rules found. A pair of which one was merged meanwhile is none any more. */
  async list(person: ActingPerson, options: DuplicateListOptions): Promise<Page<DuplicatePair>> {
    const { state = 'open', limit = 20, after } = options;
    const place = after === undefined ? null : readPlace(after);
    const from = `from enterprise_duplicate d join enterprise a on a.id = d."firstId" join enterprise b on b.id = d."secondId"
      where d.state = $1 and a."mergedInto" is null and b."mergedInto" is null`;
    const [rows, counted] = await this.database.read(person, (tx) =>
      Promise.all([
        tx.rows<Omit<DuplicatePair, 'ruleWords'>>(
          `select ${side('a')} as first, ${side('b')} as second, d.rules, d."foundAt", d.state, d."decidedByName", d.reason
           ${from} and ($2::int is null or (-cardinality(d.rules), d."firstId", d."secondId") > ($2, $3::uuid, $4::uuid))
           order by -cardinality(d.rules), d."firstId", d."secondId" limit $5`,
          [state, ...(place ?? [null, null, null]), limit + 1],
        ),
        tx.row<{ n: number }>(`select count(*)::int as n from (select 1 ${from} limit ${countLimit}) pairs`, [state]),
      ]),
    );
    const words = new Map(duplicateRules().map(({ code, label }) => [code, label]));
    return pageOf(rows, {
      ...{ limit, counted: counted?.n ?? 0 },
      place: ({ rules, first, second }) => [-rules.length, first.id, second.id],
      view: (row) => ({ ...row, ruleWords: row.rules.map((rule) => words.get(rule) ?? rule) }),
    });
  }

  /** A person says that the two are two enterprises (such a pair stays closed however often it is found), or takes it back. */
  async decide(
    person: ActingPerson,
    [one, other]: [string, string],
    state: DuplicatePair['state'],
    act: Act,
  ): Promise<void> {
    const [firstId, secondId] = one < other ? [one, other] : [other, one];
    const kind: ChangeKind = state === 'distinct' ? 'record.keepApart' : 'record.reopenPair';
    const asked = { firstId, secondId };
    const by = state === 'distinct';
    await this.database.write(person, async (tx) => {
      const changed = await tx.rows(
        `update enterprise_duplicate set state = $3, "decidedAt" = case when $4 then now() end,
                "decidedBy" = $5, "decidedByName" = $6, reason = $7
         where "firstId" = $1 and "secondId" = $2 returning state`,
        [firstId, secondId, state, by, by ? person.id : null, by ? person.name : null, by ? act.reason : null],
      );
      if (changed.length === 0) throw noPair();
      const change = { kind, after: { otherId: secondId } } as const;
      if (!(await recordAct(tx, act, { ...change, enterpriseId: firstId }, asked))) return;
      await recordAlso(tx, act, { kind, enterpriseId: secondId, after: { otherId: firstId } });
    });
  }
}

function readPlace(after: string): [number, string, string] {
  const [rules, first, second] = decodeCursor(after, 3);
  if (!Number.isInteger(rules) || !isUuid(String(first)) || !isUuid(String(second))) throw badPlace();
  return [rules as number, String(first), String(second)];
}

const noPair = () =>
  new DomainError('notFound', 'ENTERPRISES.NO_PAIR', '没有这对疑似重复的记录，或其中一条不在您的管辖范围内。');
