import { Injectable } from '@nestjs/common';
import { type Explanation, type Facts, explain, MET, outcomeName, type OutcomeName } from '@tidu/criteria';
import { type Day, yearOf } from '@tidu/kernel';
import { type Ban, bansOf } from '@tidu/recognition';
import { type ActingPerson, Database, systemActor, todayOf, type Transaction } from '@tidu/platform';
import { type Case, caseColumns, caseTables, caseYear, familySql } from '../cases/case';
import { receivedInMatter } from '../cases/received';
import { CatalogueService } from '../catalogue/catalogue.service';
import type { KnownMeasure } from '../catalogue/measure-row';
import { bestCombination, type Combination } from '../combination/best-combination';
import { CurrentFacts } from '../matching/current-facts.service';
import { availableByLine, conflictsAmong, conflictsOf, isAmong, leftFor } from '../matching/lanes';
import { daysLeft, isForRegion, outcomeOf, periodOf } from '../matching/judge';
import type { Why } from '../matching/standing-sql';
import { enterpriseNotFound } from '../measures.errors';
import { type WorkedOut, workOut } from '../rules/amount';
import { measureProcedures, type Standing } from '../rules/procedures';
import { listReliefs, type TaxRelief } from './reliefs.service';

/** How an enterprise stands to one measure, live. */
export interface OwnMeasure {
  known: KnownMeasure;
  outcome: OutcomeName;
  explanation: Explanation;
  worked: WorkedOut;
  /** Null for whoever doesn't qualify and has no case. */
  standing: Standing | null;
  why: Why | null;
  /** Names of the measures that it can't be had besides, where that is why. */
  against: string[];
  /** Days left to have it, today not counted; null: no end is known. */
  daysLeft: number | null;
  case: Case | null;
}

/** All of an enterprise's support (扶持总账). Amounts in 分. */
export interface EnterpriseSupport {
  today: Day;
  enterpriseName: string;
  measures: OwnMeasure[];
  /** Cases of measures that hold no longer. */
  formerCases: Case[];
  /** What it should take of what it can still have, where measures exclude each other; null: nothing to choose. */
  combination: { best: Combination; runnerUp: Combination | null; names: ReadonlyMap<string, string> } | null;
  received: bigint;
  relief: bigint;
  reliefs: TaxRelief[];
}

interface Asked {
  enterpriseId: string;
  name: string;
  regionCode: string;
  today: Day;
  all: KnownMeasure[];
  cases: Case[];
  bans: Ban[];
  left: ReadonlyMap<string, bigint | null>;
}

/** One enterprise against all measures in force, by what is so at this moment. */
@Injectable()
export class EnterpriseSupportService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
    private readonly facts: CurrentFacts,
  ) {}

  /** @throws DomainError `MEASURES.ENTERPRISE_NOT_FOUND`. */
  async of(person: ActingPerson, enterpriseId: string): Promise<EnterpriseSupport> {
    const bans = await this.database.read(systemActor, async (tx) => bansOf(tx, enterpriseId, await todayOf(tx)));
    return this.database.read(person, async (tx) => {
      const asked = await this.asked(tx, enterpriseId, bans);
      const facts = await this.facts.of(tx, enterpriseId, asked.today);
      const measures: OwnMeasure[] = [];
      for (const known of asked.all)
        if (isForRegion(known.measure, asked.regionCode)) measures.push(await ownMeasure(tx, known, facts, asked));
      const shown = new Set(measures.flatMap((one) => (one.case ? [one.case.id] : [])));
      const reliefs = await listReliefs(tx, enterpriseId);
      return {
        ...{
          today: asked.today,
          enterpriseName: asked.name,
          measures,
          formerCases: asked.cases.filter(({ id }) => !shown.has(id)),
          reliefs,
        },
        combination: await combinationOf(tx, measures, asked),
        received: sumOf(asked.cases.filter(({ held }) => held === 'paid').map(({ amount }) => amount)),
        relief: sumOf(reliefs.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ amount }) => amount)),
      };
    });
  }

  private async asked(tx: Transaction, enterpriseId: string, bans: Ban[]): Promise<Asked> {
    const found = await tx.row<{ regionCode: string; name: string }>(
      'select "regionCode", name from enterprise where id = $1',
      [enterpriseId],
    );
    if (!found) throw enterpriseNotFound();
    const today = await todayOf(tx);
    return {
      ...{
        enterpriseId,
        name: found.name,
        regionCode: found.regionCode,
        today,
        all: await this.catalogue.inForce(tx, today),
      },
      cases: tx.sealer.openRows(
        'measure_case',
        await tx.rows<Case>(
          `select ${caseColumns} from ${caseTables} where c."enterpriseId" in (${familySql}) order by c.id desc`,
          [enterpriseId],
        ),
      ),
      ...{ bans, left: await availableByLine(tx, today) },
    };
  }
}

const sumOf = (amounts: readonly (string | null)[]): bigint => amounts.reduce((sum, one) => sum + BigInt(one ?? 0), 0n);

async function ownMeasure(tx: Transaction, known: KnownMeasure, facts: Facts, asked: Asked): Promise<OwnMeasure> {
  const { measure } = known;
  const { enterpriseId, regionCode, today, all, cases } = asked;
  const period = periodOf(measure, Number(today.slice(0, 4)));
  const found = cases.find((one) => one.measureCode === measure.code && one.period === period) ?? null;
  const outcome = outcomeOf(measure, regionCode, facts);
  const worked = workOut(measure, facts, {}, await receivedInMatter(tx, enterpriseId, measure, all));
  const stands =
    outcome === MET || found ? standingOf(known, found, worked, asked) : { standing: null, why: null, against: [] };
  return {
    ...{ known, outcome: outcomeName(outcome), worked, case: found, ...stands },
    explanation: explain(measure.evaluator, facts, { purpose: 'application', date: today }),
    daysLeft: daysLeft(known, today),
  };
}

/** The same partition as {@link standingSql}, for one. */
function standingOf({ measure }: KnownMeasure, found: Case | null, { amount }: WorkedOut, asked: Asked) {
  const own = found && measureProcedures().states.get(found.state);
  if (own && (own.standing === 'received' || own.standing === 'pending'))
    return { standing: own.standing, why: null, against: [] };
  if (own?.standing === 'blocked') return { standing: own.standing, why: whyOf(own.code), against: [] };
  const hinder = hinderOf(measure.code, leftFor(measure, asked.left), amount, asked);
  if (hinder) return { standing: 'blocked' as const, ...hinder };
  return {
    standing: 'unclaimed' as const,
    why: !own ? ('notPushed' as const) : own.code === 'returned' ? ('returned' as const) : ('notConfirmed' as const),
    against: [],
  };
}

const whyOf = (state: string): Why => (state === 'declined' || state === 'refused' ? state : 'recovered');

function hinderOf(
  code: string,
  left: string | null,
  amount: bigint | null,
  { all, cases, bans, today }: Asked,
): { why: Why; against: string[] } | null {
  if (bans.length > 0) return { why: 'banned', against: [] };
  const pairs = conflictsAmong(all.map(({ measure }) => measure));
  const others = conflictsOf(code, pairs, yearOf(today));
  const holding = cases.filter(({ state }) =>
    ['received', 'pending'].includes(measureProcedures().states.get(state)?.standing ?? ''),
  );
  const against = holding.filter((one) => isAmong(others, one.measureCode, caseYear(one)));
  if (against.length > 0) return { why: 'conflict', against: against.map(({ measureName }) => measureName) };
  const lacks = left !== null && (BigInt(left) <= 0n || BigInt(left) < (amount ?? 0n));
  return lacks ? { why: 'budget', against: [] } : null;
}

/** Among what can still be had: of a matter 从新从高 the newest documents alone. */
async function combinationOf(tx: Transaction, measures: readonly OwnMeasure[], { enterpriseId, today }: Asked) {
  const open = measures.filter(({ standing, worked }) => standing === 'unclaimed' && worked.amount !== null);
  const candidates = open.filter(({ known: { measure } }) => {
    if (measure.matter?.stacking !== 'newest') return true;
    return !open.some(
      ({ known }) =>
        known.measure.matter?.code === measure.matter?.code && known.measure.validity.from > measure.validity.from,
    );
  });
  const pairs = conflictsAmong(candidates.map(({ known }) => known.measure)).map(([a, b]) => [a, b] as const);
  if (pairs.length === 0 && candidates.length === open.length) return null;
  const used = new Map(
    (
      await tx.rows<{ cap: string; used: string }>(
        `select cap, sum(used)::text as used from year_cap_use where "enterpriseId" in (${familySql}) and year = $2 group by 1`,
        [...[enterpriseId, Number(today.slice(0, 4))]],
      )
    ).map(({ cap, used: sum }) => [cap, BigInt(sum)]),
  );
  const caps = new Map(
    candidates.flatMap(({ known: { measure } }) =>
      measure.capYear
        ? [[measure.capYear.code, measure.capYear.amount - (used.get(measure.capYear.code) ?? 0n)] as const]
        : [],
    ),
  );
  const nodes = candidates.map(({ known: { measure }, worked }) => ({
    ...{ code: measure.code, amount: worked.amount ?? 0n, cap: measure.capYear?.code ?? null },
  }));
  const names = new Map(measures.map(({ known }) => [known.measure.code, known.measure.name]));
  return { ...bestCombination(nodes, pairs, caps), names };
}
