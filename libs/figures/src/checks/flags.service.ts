import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { EnterprisesQueries } from '@tidu/enterprises';
import { DomainError, shanghaiTime } from '@tidu/kernel';
import {
  type ActingPerson,
  countLimit,
  Database,
  decodeCursor,
  JobsService,
  type Page,
  pageOf,
  type Transaction,
  stale,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type { FigureCheckDto, FlagDto, FlagsQuery, FlagState } from '../console/flags.console.dto';
import { displayText } from '../resolutions/conflicts.queries';
import { sourceLabels } from '../sources';
import type { Said } from './check';
import { checkFiguresTask } from './check-figures.job';
import { FigureChecker } from './figure-checker';

type Row = Omit<FlagDto, 'values'> & { said: Said[] };

const columns = `f.id, f."enterpriseId", e.name as "enterpriseName", e."creditCode", f.year::int as year, f."check",
  coalesce(c.label, f."check") as "checkLabel", c.kind, f.message, f.said, f.state, f."foundAt", f."goneAt", f.explanation,
  f."explainedAt", f."explainedByName", f.version`;
const from = `from figure_flag f join enterprise e on e.id = f."enterpriseId" left join figure_check c on c.code = f."check"`;

/** The flags of the checks (数据疑点): the work list, one enterprise live, and what somebody explains. */
@Injectable()
export class FlagsService {
  constructor(
    private readonly database: Database,
    private readonly enterprises: EnterprisesQueries,
    private readonly reference: ReferenceService,
    private readonly checker: FigureChecker,
    private readonly jobs: JobsService,
    private readonly trail: AuditTrail,
  ) {}

  /** One page of flags, the newest first. */
  async list(person: ActingPerson, query: FlagsQuery): Promise<Page<FlagDto>> {
    const { limit = 20, after } = query;
    const place = after === undefined ? null : String(decodeCursor(after, 1)[0]);
    if (place !== null && !/^[0-9a-f-]{36}$/.test(place))
      throw new DomainError('invalid', 'PLATFORM.BAD_CURSOR', 'after：翻页位置无效，请从第一页重新开始。');
    const { where, values } = filter(query);
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<Row>(
        `select ${columns} ${from} where ${where} and ($6::uuid is null or f.id < $6) order by f.id desc limit ${limit + 1}`,
        [...values, place],
      );
      const counted = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select 1 ${from} where ${where} limit ${countLimit}) x`,
        values,
      );
      const page = pageOf(rows, { limit, counted: counted?.n ?? 0, place: ({ id }) => [id], view: (row) => row });
      return { ...page, items: await this.views(page.items) };
    });
  }

  /** The checks in use with how many of their flags are open. */
  checks(person: ActingPerson, year: number | undefined): Promise<FigureCheckDto[]> {
    return this.database.read(person, (tx) =>
      tx.rows<FigureCheckDto>(
        `select c.code, c.label, c.kind, count(f.id)::int as open from figure_check c
           left join figure_flag f on f."check" = c.code and f.state = 'open' and ($1::int is null or f.year = $1)
         group by c.code, c.label, c.kind, c.position order by c.position`,
        [year ?? null],
      ),
    );
  }

  /** The flags of an enterprise, open ones first; those that have gone are left out. */
  async ofEnterprise(person: ActingPerson, enterpriseId: string): Promise<FlagDto[]> {
    await this.enterprises.one(person, enterpriseId);
    const rows = await this.database.read(person, (tx) =>
      tx.rows<Row>(
        `select ${columns} ${from} where f."enterpriseId" in (select enterprise_family($1)) and f.state <> 'gone'
         order by f.state = 'explained', f.year desc, c.position, f.id limit 500`,
        [enterpriseId],
      ),
    );
    return this.views(rows);
  }

  /** Checks the figures of one enterprise now. */
  async checkNow(person: ActingPerson, enterpriseId: string): Promise<FlagDto[]> {
    await this.enterprises.one(person, enterpriseId);
    const set = await this.checker.checkSet();
    await this.database.write(person, (tx) => this.checker.check(tx, set, enterpriseId));
    return this.ofEnterprise(person, enterpriseId);
  }

  /** Says why a flag is no mistake. @throws DomainError `FIGURES.FLAG_NOT_FOUND`, `PLATFORM.STALE` (409), `FIGURES.FLAG_GONE`. */
  explain(person: ActingPerson, id: string, version: number, explanation: string): Promise<FlagDto> {
    return this.change(person, { id, version, state: 'explained', explanation });
  }

  /** Puts an explained flag back to be looked at. */
  reopen(person: ActingPerson, id: string, version: number): Promise<FlagDto> {
    return this.change(person, { id, version, state: 'open', explanation: null });
  }

  /** Asks for a check of a whole year; returns the job. */
  start(person: ActingPerson, year: number): Promise<string> {
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, checkFiguresTask, { year }));
  }

  private async change(person: ActingPerson, wanted: Change): Promise<FlagDto> {
    const { id, version, state, explanation } = wanted;
    const row = await this.database.write(person, async (tx) => {
      const before = await find(tx, id);
      const changed = await tx.row(
        `update figure_flag set state = $3, explanation = $4, version = version + 1,
           "explainedAt" = case when $3 = 'explained' then now() end,
           "explainedBy" = case when $3 = 'explained' then $5::uuid end,
           "explainedByName" = case when $3 = 'explained' then $6 end
         where id = $1 and version = $2 and state <> 'gone' returning id`,
        [id, version, state, explanation, person.id, person.name],
      );
      if (!changed) throw late(before);
      await this.trail.record(tx, {
        ...{
          action: `figures.${state === 'explained' ? 'explain' : 'reopen'}`,
          objectType: 'figure_flag',
          objectId: id,
        },
        before: { state: before.state, explanation: before.explanation },
        after: { state, explanation, enterpriseId: before.enterpriseId, year: before.year, check: before.check },
        ...(explanation !== null && { reason: explanation }),
      });
      return find(tx, id);
    });
    const [view] = await this.views([row]);
    return view as FlagDto;
  }

  private async views(rows: Row[]): Promise<FlagDto[]> {
    const dictionary = await this.reference.dictionary();
    return rows.map(({ said, ...row }) => ({
      ...row,
      values: said.map(({ fact: code, year, source, value }) => {
        const fact = dictionary.find(code);
        const display = fact ? displayText(fact, String(value)) : String(value);
        return { fact: code, label: fact?.label ?? code, year, source, sourceLabel: sourceLabels[source], display };
      }),
    }));
  }
}

interface Change {
  id: string;
  version: number;
  state: FlagState;
  explanation: string | null;
}

/** Conditions over flags as $1 … $5. */
function filter({ year, check, state = 'open', source, q }: FlagsQuery): { where: string; values: unknown[] } {
  return {
    where: `f.state = $1 and ($2::int is null or f.year = $2) and ($3::text is null or f."check" = $3)
      and ($4::text is null or $4 = any(f.sources))
      and ($5::text is null or lower(e.name) like '%' || lower($5) || '%' or e."creditCode" like upper($5) || '%')`,
    values: [state, year ?? null, check ?? null, source ?? null, q?.replaceAll(/[\\%_]/g, '\\$&') ?? null],
  };
}

async function find(tx: Transaction, id: string): Promise<Row> {
  const row = await tx.row<Row>(`select ${columns} ${from} where f.id = $1`, [id]);
  if (row) return row;
  throw new DomainError('notFound', 'FIGURES.FLAG_NOT_FOUND', '没有这处疑点，或企业不在您的管理范围内。');
}

function late({ state, version, explainedByName, explainedAt }: Row): DomainError {
  if (state === 'gone')
    return new DomainError('conflict', 'FIGURES.FLAG_GONE', '数据已经改过，这处疑点不在了，不必再说明。');
  const who =
    explainedByName && explainedAt
      ? `${explainedByName}已于 ${shanghaiTime(new Date(explainedAt))}作了说明`
      : '疑点已有变化';
  return stale(who, { field: 'version', value: String(version) });
}
