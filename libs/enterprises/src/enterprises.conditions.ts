import { normalizeCreditCode } from '@tidu/kernel';
import type { Scope } from '@tidu/platform';
import type { EnterpriseStatus, Ownership } from './enterprise.entity';
import type { SoundQuery } from './search/sound-query';

/** What a list may be narrowed by; absent: not narrowed. */
export interface EnterpriseFilter {
  /** Part of a name, of its sound, or of a number. */
  q?: string;
  /** GB/T 2260, two, four or six digits; `410300` means all of 4103. */
  region?: string;
  /** GB/T 4754 codes or their beginnings, sections included (`B,C,D`): any of them. */
  industry?: string;
  ownership?: Ownership;
  demo?: boolean;
  status?: EnterpriseStatus;
  /** Code of a zone (园区) the enterprise belongs to on `day`. */
  zone?: string;
  /** Code of a chain (产业链) the enterprise belongs to on `day`. */
  chain?: string;
  /** Kind of a title (称号) that is valid on `day`. */
  title?: string;
  /** Whether the enterprise is on the official list (规上名单) on `day`. */
  aboveScale?: boolean;
  /** Name of the officer responsible (包联责任人); `none`: nobody is. */
  officer?: string;
  /**
   * Segments (分类) of `seeds/reference/segments.yaml`, all of them: `stage.mature` in the newest year that was divided,
   * `stage.mature.2024` in that year; `stage.absent.2024`: not divided then.
   */
  segment?: string;
}

/** What narrows a list besides `q`. */
export const narrowing = [
  ...(['region', 'industry', 'ownership', 'demo', 'status', 'zone', 'chain'] as const),
  ...(['title', 'aboveScale', 'officer', 'segment'] as const),
] satisfies (keyof EnterpriseFilter)[];

/** A filter with what had to be looked up first. */
export interface ReadyFilter extends EnterpriseFilter {
  /** Ranges of industry codes, as `industry` means them. */
  industries: CodeRange[];
  /** What `q` means as sounds. */
  sound: SoundQuery | null;
  /** `q` is looked for anywhere in the credit codes, which reads them all: only where nothing else was found. */
  anywhere: boolean;
  /** Day on which zones, chains, titles and the official list are asked for. */
  day: string;
  /** Of what is asked for on that day, who has it by a record that was merged into theirs; absent: nobody. */
  byMerged?: ByMerged;
}

/** What an enterprise holds on a day, as a filter asks for it. */
export type Held = 'zone' | 'chain' | 'title' | 'aboveScale';
export type ByMerged = Partial<Record<Held, string[]>>;

/** The rows `h` that say so: table, condition on the value asked for, and where such a row may end before its days. */
export const heldRows: Readonly<Record<Held, { table: string; column: string | null; cancelled?: boolean }>> = {
  zone: { table: 'enterprise_zone', column: 'zoneCode' },
  chain: { table: 'enterprise_chain', column: 'chainCode' },
  title: { table: 'title_held', column: 'title', cancelled: true },
  aboveScale: { table: 'scale_status', column: null },
};

/** Two-digit divisions end to end, or one code of two to four digits. */
export interface CodeRange {
  from: string;
  to: string;
  /** Every division or the one code in it, as the index knows them. */
  codes: string[];
}

/** Conditions of one statement with their parameters. */
export abstract class Conditions {
  readonly parameters: unknown[] = [];
  protected readonly parts: string[] = [];

  /** The conditions as SQL, to stand where a `where` may. */
  get where(): string {
    return this.parts.length === 0 ? '' : `where ${this.parts.join(' and ')}`;
  }

  add(part: string): void {
    this.parts.push(part);
  }

  /** Where the value stands in the statement. */
  parameter(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }

  /** What the index of names doesn't hold; `id`: the column with the enterprise's id. */
  protected beyondIndex(filter: ReadyFilter, id: string): void {
    const { status, officer, zone, chain, title, aboveScale, segment } = filter;
    const own = id === 'e.id' ? 'e' : 'o';
    const columns: string[] = [];
    if (status !== undefined) columns.push(`${own}.status = ${this.parameter(status)}`);
    // a merged record stands in lists only where it is asked for; the index of names doesn't hold it
    else if (own === 'e') columns.push(`e.status <> 'merged'`);
    if (officer === 'none') columns.push(`${own}."officerName" is null`);
    else if (officer !== undefined) columns.push(`${own}."officerName" = ${this.parameter(officer)}`);
    if (own === 'e') this.parts.push(...columns);
    else if (columns.length > 0)
      this.parts.push(`exists (select from enterprise o where o.id = ${id} and ${columns.join(' and ')})`);
    if (zone !== undefined) this.parts.push(this.held('zone', zone, filter, id));
    if (chain !== undefined) this.parts.push(this.held('chain', chain, filter, id));
    if (title !== undefined) this.parts.push(this.held('title', title, filter, id));
    if (aboveScale !== undefined) {
      const { day, byMerged } = filter;
      if (aboveScale) this.parts.push(this.held('aboveScale', null, filter, id));
      else this.parts.push(`not ${this.held('aboveScale', null, { day }, id)}`);
      const merged = aboveScale ? undefined : byMerged?.aboveScale;
      if (merged) this.parts.push(`${id} <> all(${this.parameter(merged)}::uuid[])`);
    }
    for (const one of segment?.split(',') ?? []) this.parts.push(this.inSegment(one, id));
  }

  private inSegment(text: string, id: string): string {
    const [dimension = '', segment = '', year] = text.split('.');
    const absent = segment === 'absent';
    const among = `g."enterpriseId" = ${id} and g.dimension = ${this.parameter(dimension)}
      and ${year === undefined ? 'g.newest' : `g.year = ${this.parameter(Number(year))}`}`;
    const which = absent ? '' : `and g.segment = ${this.parameter(segment)}`;
    return `${absent ? 'not ' : ''}exists (select from enterprise_segment g where ${among} ${which})`;
  }

  /** Whether the enterprise `id`, or a record merged into it, holds something on the day. */
  private held(what: Held, value: string | null, filter: Pick<ReadyFilter, 'day' | 'byMerged'>, id: string): string {
    const { day, byMerged } = filter;
    const rows = `from ${heldRows[what].table} h where ${this.rowsHeld(what, value, day)}`;
    const merged = byMerged?.[what];
    if (!merged) return `exists (select ${rows} and h."enterpriseId" = ${id})`;
    return `${id} in (select h."enterpriseId" ${rows} union all select unnest(${this.parameter(merged)}::uuid[]))`;
  }

  /** The rows `h` that hold on the day, and say the value. */
  protected rowsHeld(what: Held, value: string | null, day: string): string {
    const { column, cancelled } = heldRows[what];
    return [
      'h."withdrawnAt" is null',
      ...(column === null ? [] : [`h."${column}" = ${this.parameter(value)}`]),
      `(h."validFrom" is null or h."validFrom" <= ${this.parameter(day)}::date)`,
      this.until('h."validUntil"', day),
      ...(cancelled ? [this.until('h."cancelledOn"', day)] : []),
    ].join(' and ');
  }

  private until(column: string, day: string): string {
    return `(${column} is null or ${column} > ${this.parameter(day)}::date)`;
  }
}

/** Who holds something by a record that was merged into theirs; to be asked before the list. */
export class MergedHolders extends Conditions {
  readonly sql: string;

  constructor(what: Held, value: string | null, day: string) {
    super();
    this.sql = `select distinct m."survivorId" as id from enterprise_member m
      join ${heldRows[what].table} h on h."enterpriseId" = m."memberId" where ${this.rowsHeld(what, value, day)}`;
  }
}

/** Whether enterprises are seen one by one, or by zone: then no region holds all of them. */
const seesSingly = (scope: Scope): boolean =>
  !scope.everything && (scope.zones?.length ?? 0) + (scope.enterprises?.length ?? 0) > 0;

/** Conditions over `enterprise e`, under row security. */
export class RegisterConditions extends Conditions {
  constructor(filter: ReadyFilter, scope: Scope) {
    super();
    const { region, industry, industries, ownership, demo } = filter;
    // row security asks the same, but only a plain comparison lets the index lead
    const only = scope.everything || seesSingly(scope) || scope.regions.length !== 1 ? undefined : scope.regions[0];
    if (only !== undefined && region === undefined) this.parts.push(this.within('"regionCode"', prefix(only, 6)));
    if (region !== undefined) this.parts.push(this.within('"regionCode"', prefix(regionPrefix(region), 6)));
    if (industry !== undefined) {
      const any = industries.map((range) => this.within('"industryCode"', range));
      this.parts.push(any.length === 0 ? 'false' : `(${any.join(' or ')})`);
    }
    if (ownership !== undefined) this.parts.push(`e.ownership = ${this.parameter(ownership)}`);
    if (demo !== undefined) this.parts.push(demo ? 'e.demo' : 'not e.demo');
    this.beyondIndex(filter, 'e.id');
  }

  /** A range instead of LIKE: under row security only comparisons that leak nothing may use an index. */
  private within(column: string, { from, to }: { from: string; to: string }): string {
    return from === to
      ? `e.${column} = ${this.parameter(from)}`
      : `e.${column} between ${this.parameter(from)} and ${this.parameter(to)}`;
  }
}

/** A text that is searched in names, and what a name must hold besides. */
interface Searched {
  q: string;
  sound: SoundQuery | null;
  code: string;
  county: string | undefined;
  held: readonly string[];
}

/**
 * The same and the searched name as conditions over `enterprise_search s`, which has no row security: the scope must
 * be among them, and is, from the person. All but LIKE and the pattern of sounds are answered inside one index.
 * `walking`: for who goes from name to name without it; tokens of sounds, hundreds of them, would be slow to compare.
 * `keptPlan`: for a plan that is made before the parameters are known, which works them out anew for every row unless
 * they stand in subqueries; a plan made for them sees them only where they don't.
 */
export class SearchConditions extends Conditions {
  constructor(
    filter: ReadyFilter,
    scope: Scope,
    private readonly how: { walking?: boolean; keptPlan?: boolean } = {},
  ) {
    super();
    const { region, industry, industries, ownership, demo } = filter;
    const regions = scope.everything ? null : scope.regions.filter((code) => /^\d{2,6}$/.test(code));
    const only = regions?.length === 1 && !seesSingly(scope) ? regions : [];
    if (regions && only.length === 0) {
      const inRegion = `s.tokens && array[${regions.map((code) => this.token('region', code)).join(', ')}]::int[]`;
      const singly = seesSingly(scope) ? ` or s."enterpriseId" = any ((select scope_enterprises())::uuid[])` : '';
      this.parts.push(`(${inRegion}${singly})`);
    }
    const within = [...only, ...(region === undefined ? [] : [regionPrefix(region)])];
    const codes = industries.flatMap((range) => range.codes);
    this.search(filter, within, [
      ...(codes.length === 1 ? [this.token('industry', codes[0] ?? '')] : []),
      ...(demo === true ? ['demo_token()'] : []),
    ]);
    if (industry !== undefined && codes.length !== 1)
      this.parts.push(`s.tokens && array[${codes.map((code) => this.token('industry', code)).join(', ')}]::int[]`);
    if (ownership !== undefined) {
      // most are private: read from the index, their list costs more than looking at what the others found
      const token = this.token('ownership', ownership);
      this.parts.push(this.parts.length === 0 ? `s.tokens @> array[${token}]` : `${token} = any(s.tokens)`);
    }
    if (demo === false) this.parts.push('not s.tokens @> array[demo_token()]');
    this.beyondIndex(filter, 's."enterpriseId"');
  }

  private token(kind: 'region' | 'industry' | 'ownership', value: string): string {
    return `${kind}_token(${this.parameter(value)})`;
  }

  private pairs(pairs: number[][]): string {
    const single = pairs.filter(({ length }) => length === 1).flat();
    return [
      ...(single.length > 0 ? [`s.tokens @> ${this.parameter(single)}::int[]`] : []),
      ...pairs.filter(({ length }) => length > 1).map((any) => `s.tokens && ${this.parameter(any)}::int[]`),
    ].join(' and ');
  }

  /** What is searched, within regions and holding tokens: of a name, one look into the index. */
  private search({ q, sound, anywhere }: ReadyFilter, regions: readonly string[], tokens: readonly string[]): void {
    const code = normalizeCreditCode(q ?? '');
    const isOnlyName = q !== undefined && !anywhere && sound === null && !isCodePart(code);
    const county = isOnlyName ? regions.find((region) => region.length === 6) : undefined;
    const held = [
      ...tokens,
      ...regions.filter((region) => region !== county).map((region) => this.token('region', region)),
    ];
    if (county !== undefined) this.parts.push(`${this.once(this.token('region', county))} = any(s.tokens)`);
    if (held.length > 0 && !isOnlyName) this.parts.push(`s.tokens @> array[${held.join(', ')}]::int[]`);
    if (q === undefined) return;
    if (anywhere) this.parts.push(`s."creditCode" like ${this.parameter(`%${code}%`)}`);
    else this.parts.push(this.waysOf({ q, sound, code, county, held: isOnlyName ? held : [] }));
  }

  /** Something of the parameters alone, worked out once. */
  private once(value: string): string {
    return this.how.keptPlan ? `(select ${value})` : `(${value})`;
  }

  /** The ways in which a text is found. */
  private waysOf({ q, sound, code, county, held }: Searched): string {
    const letters = `searchable(${this.parameter(q)})`;
    const pairs = county === undefined ? `bigrams(${letters})` : `bigrams_in(${this.parameter(county)}, ${letters})`;
    const wanted = held.length === 0 ? pairs : `array[${held.join(', ')}]::int[] || ${pairs}`;
    const pattern = this.parameter(`%${escapeLike(q)}%`);
    const ways = [`s.tokens @> ${this.once(wanted)} and s.names like ${this.once(`searchable(${pattern})`)}`];
    if (isCodePart(code)) {
      const start = this.parameter(`${code}%`);
      ways.push(`s."creditCode" like ${start} or substr(s."creditCode", 9) like ${start}`);
    }
    if (sound !== null) {
      const judged = `s.sound ~ ${this.parameter(sound.pattern)}`;
      ways.push(
        this.how.walking || !sound.narrows
          ? judged
          : `((${sound.ways.map((pairs) => this.pairs(pairs)).join(') or (')})) and ${judged}`,
      );
    }
    return ways.length === 1 ? (ways[0] ?? '') : `((${ways.join(') or (')}))`;
  }
}

/** Whether a text may be a part of a credit code. */
export const isCodePart = (code: string) => /^[0-9A-Z]{2,18}$/.test(code);

const regionPrefix = (region: string) => region.replace(/^(\d{2}|\d{4})(?:00)+$/, '$1');
const prefix = (code: string, length: number) =>
  code.length === length ? { from: code, to: code } : { from: code, to: code.padEnd(length, '9') };
const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');
