import { Injectable } from '@nestjs/common';
import { type FactDefinition, OUTCOME_LABELS, PURPOSE_LABELS } from '@tidu/criteria';
import { standingRows } from '@tidu/enterprises';
import {
  choiceOf,
  displayText,
  figureSources,
  type SaidBySource,
  sourceLabels,
  type Voice,
  voiceOf,
} from '@tidu/figures';
import type { FigureSource, MergedRecordDto } from '@tidu/figures';
import { DomainError } from '@tidu/kernel';
import {
  type ActingPerson,
  countLimit,
  Database,
  decodeCursor,
  pageOf,
  JobsService,
  type Transaction,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type {
  ConflictEffectDto,
  ConflictRowDto,
  ConflictRowListDto,
  ConflictRowsQuery,
} from '../console/conflicts.console.dto';
import { type ConflictEffect, type Verdict } from './weigh';
import { weighConflictsTask } from './weigh-conflicts.job';

interface Row {
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  sheetYear: number;
  fact: string;
  year: number;
  baseFact: string;
  said: SaidBySource;
  records: string[];
  believed: Voice | '';
  effect: number | null;
  effects: ConflictEffect[];
  spread: number;
  weighedAt: Date;
  resolutionId: string | null;
  resolvedSource: FigureSource | null;
  resolvedRecordId: string | null;
  resolvedByName: string | null;
  resolvedReason: string | null;
  open: boolean;
}

/** A decision holds until a source says something else; what was decided after the weighing is newer than it. */
const open = `(r.id is null or (r."resolvedAt" < c."weighedAt" and r.seen is distinct from c.said))`;
/** What was found among records that are no longer merged is no conflict of this enterprise any more; nor one of a merged record. */
const stands = `c.records <@ array(select "memberId" from enterprise_member)
    and c."enterpriseId" <> all(array(select "memberId" from enterprise_member))`;
const from = `from figure_conflict c join enterprise e on e.id = c."enterpriseId"
  left join (select distinct on ("of", year, fact) * from ${standingRows('figure_resolution', { where: 'r."endedAt" is null' })} h
    order by "of", year, fact, own desc, "resolvedAt" desc) r
    on r."of" = c."enterpriseId" and r.year = c.year and r.fact = c."baseFact"`;
const columns = `c."enterpriseId", e.name as "enterpriseName", e."creditCode", c."sheetYear"::int as "sheetYear", c.fact,
  c.year::int as year, c."baseFact", c.said, c.records, c.believed, c.effect::int as effect, c.effects, c.spread, c."weighedAt",
  r.id as "resolutionId", r.source as "resolvedSource", r."recordId" as "resolvedRecordId", r."resolvedByName", r.reason as "resolvedReason", ${open} as open`;

/** The work list of conflicts between sources, those that decide something first. */
@Injectable()
export class ConflictsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly jobs: JobsService,
  ) {}

  /** Asks for the conflicts of a year to be found and weighed anew; returns the job. */
  start(person: ActingPerson, year: number): Promise<string> {
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, weighConflictsTask, { year }));
  }

  /** One page, ordered by effect on decisions, then by how far the values lie apart. */
  async list(person: ActingPerson, query: ConflictRowsQuery): Promise<ConflictRowListDto> {
    const { limit = 20 } = query;
    const { where, values } = filter(query);
    const place = query.after === undefined ? [null, null, null, null] : readPlace(query.after);
    const dictionary = await this.reference.dictionary();
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<Row>(
        `select ${columns} ${from} where ${where} and ($7::int is null or
           (-coalesce(c.effect, -1), -c.spread, c."enterpriseId", c.fact) > (-$7::int, -$8::int, $9::uuid, $10::text))
         order by coalesce(c.effect, -1) desc, c.spread desc, c."enterpriseId", c.fact limit ${limit + 1}`,
        [...values, ...place],
      );
      const counted = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select 1 ${from} where ${where} limit ${countLimit}) x`,
        values,
      );
      const records = await recordsOf(tx, rows);
      return pageOf(rows, {
        ...{ limit, counted: counted?.n ?? 0 },
        place: ({ effect, spread, enterpriseId, fact }) => [effect ?? -1, spread, enterpriseId, fact],
        view: (row) => view(row, dictionary.find(row.fact), records),
      });
    });
  }
}

function filter({ year, effect, state = 'open', fact, enterprise, q }: ConflictRowsQuery) {
  const where = `${stands} and ($1::int is null or c."sheetYear" = $1) and ($2::int is null or coalesce(c.effect, -1) = $2)
    and ($3 = 'all' or ${open} = ($3 = 'open')) and ($4::text is null or c."baseFact" = $4)
    and ($5::uuid is null or c."enterpriseId" = $5)
    and ($6::text is null or lower(e.name) like '%' || lower($6) || '%' or e."creditCode" like upper($6) || '%')`;
  const ranks = { outcome: 2, points: 1, none: 0, unweighed: -1 };
  const escaped = q?.replaceAll(/[\\%_]/g, '\\$&') ?? null;
  const values = [
    year ?? null,
    effect === undefined ? null : ranks[effect],
    state,
    fact ?? null,
    enterprise ?? null,
    escaped,
  ];
  return { where, values };
}

function readPlace(after: string): (string | number | null)[] {
  const [effect, spread, enterpriseId, fact] = decodeCursor(after, 4);
  const fits =
    Number.isInteger(effect) &&
    Number.isInteger(spread) &&
    /^[0-9a-f-]{36}$/.test(String(enterpriseId)) &&
    /^[A-Za-z][A-Za-z0-9]*$/.test(String(fact));
  if (fits) return [effect ?? null, spread ?? null, enterpriseId ?? null, fact ?? null];
  throw new DomainError('invalid', 'PLATFORM.BAD_CURSOR', 'after：翻页位置无效，请从第一页重新开始。');
}

type Records = ReadonlyMap<string, MergedRecordDto>;

/** The merged records among which these conflicts were found, or whose statement was decided for. */
async function recordsOf(tx: Transaction, rows: readonly Row[]): Promise<Records> {
  const ids = [
    ...new Set(rows.flatMap(({ records, resolvedRecordId }) => [...records, resolvedRecordId ?? []].flat())),
  ];
  if (ids.length === 0) return new Map();
  const found = await tx.rows<MergedRecordDto>(
    'select id, name, "creditCode" from enterprise where id = any($1::uuid[])',
    [ids],
  );
  return new Map(found.map((record) => [record.id, record]));
}

function view(row: Row, found: FactDefinition | undefined, records: Records): ConflictRowDto {
  const { enterpriseId, enterpriseName, creditCode, sheetYear, fact, year, baseFact, spread } = row;
  return {
    ...{
      enterpriseId,
      enterpriseName,
      creditCode,
      sheetYear,
      fact,
      label: found?.label ?? fact,
      year,
      baseFact,
      spread,
    },
    values: voices(row.said).map((voice) => {
      const text = row.said[voice] ?? '';
      const display = found ? displayText(found, text) : text;
      return { ...speaker(voice, records), display, believed: voice === row.believed };
    }),
    effect: row.effect === null ? 'unweighed' : ((['none', 'points', 'outcome'] as const)[row.effect] ?? 'none'),
    effects: effectsView(row.effects, records),
    weighedAt: row.weighedAt.toISOString(),
    resolution: resolutionView(row, records),
    open: row.open,
  };
}

/** All who say something in the order of the sources, a merged record behind its source. */
function voices(said: SaidBySource): Voice[] {
  const place = (voice: Voice) => figureSources.indexOf(choiceOf(voice).source);
  return (Object.keys(said) as Voice[]).sort((a, b) => place(a) - place(b) || a.length - b.length);
}

function speaker(voice: Voice, records: Records) {
  const { source, recordId } = choiceOf(voice);
  const record = recordId === null ? null : (records.get(recordId) ?? null);
  return { source, sourceLabel: sourceLabels[source], record };
}

function resolutionView(row: Row, records: Records): ConflictRowDto['resolution'] {
  const { resolutionId: id, resolvedSource: source, resolvedRecordId: recordId, resolvedByName, resolvedReason } = row;
  if (!id || !source || !resolvedByName || !resolvedReason) return null;
  return { id, ...speaker(voiceOf({ source, recordId }), records), resolvedByName, reason: resolvedReason };
}

/** Effects in words; what happens alike for applications and renewals is said once. */
function effectsView(effects: readonly ConflictEffect[], records: Records): ConflictEffectDto[] {
  const said = new Map<string, ConflictEffectDto>();
  for (const { standardId, standardName, purpose, source, ...verdicts } of effects) {
    const [before, after] = [verdictText(verdicts.before), verdictText(verdicts.after)];
    const key = [standardId, source, before, after].join('\n');
    const same = said.get(key);
    const purposeText = [same?.purposeText, PURPOSE_LABELS[purpose]].filter(Boolean).join('、');
    said.set(key, { standardId, standardName, purposeText, ...speaker(source, records), before, after });
  }
  return [...said.values()];
}

/** `满足，62.5 分`. */
function verdictText({ outcome, points, value }: Verdict): string {
  const scored = points && (points.min === points.max ? `${points.min} 分` : `${points.min}–${points.max} 分`);
  return [OUTCOME_LABELS[outcome], value, scored].filter(Boolean).join('，');
}
