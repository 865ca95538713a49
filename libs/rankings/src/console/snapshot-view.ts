import type { Rational } from '@tidu/criteria';
import { formatScaled } from '@tidu/kernel';
import type { BandsMade } from '../band/bands';
import { bandKindWords } from '../band/band-words';
import { extraPoints, pillarScores } from '../evaluate/composite';
import { rulesOf } from '../definitions/diff';
import type { ScopeWords } from '../definitions/scope-words';
import { type Flag, flagLabels } from '../evaluate/measure';
import { fractionOf, roundedTo } from '../evaluate/points';
import type { Snapshot, WholeSnapshot } from '../snapshots/snapshots.store';
import { bandOf, sealedRow, type StoredRow } from '../snapshots/whole-rows';
import type { PairSideDto, SnapshotDto, SnapshotRowDto } from './snapshots.console.dto';

const instant = (at: Date | null) => at?.toISOString() ?? null;

export function toSnapshot(one: Snapshot): SnapshotDto {
  const { id, definitionId, code, title, own, year, asOf, definitionVersion, definitionHash, seriesId, version } = one;
  const { replacesId, supersededBy, reason, state, demo, total, excluded, flagged, places, tied, rowsRoot, root } = one;
  return {
    ...{ id, definitionId, code, title, own, year, asOf, definitionVersion, definitionHash, seriesId, version },
    ...{ replacesId, supersededBy, reason, state, demo, total, excluded, flagged, places, tied, rowsRoot, root },
    ...{ readAt: one.readAt.toISOString(), createdAt: one.createdAt.toISOString(), createdByName: one.createdByName },
    ...{ frozenAt: instant(one.frozenAt), frozenByName: one.frozenByName, disclosedAt: instant(one.disclosedAt) },
  };
}

function bandsView(made: BandsMade) {
  const { tolerances, kind, unsettled, undecided } = made;
  const { provisional, weights } = tolerances;
  return { ...{ kind, kindWords: bandKindWords[kind], provisional, weights }, unsettled, undecided };
}

/** What of a snapshot is told besides its own line; `words`: how its scope is written for people. */
export function wholeView({ body, counts, cohort }: WholeSnapshot, words: ScopeWords) {
  return {
    rules: rulesOf(body, (code) => cohort.facts[code]?.label ?? code, words),
    bands: cohort.bands ? bandsView(cohort.bands) : null,
    indicators: body.indicators.map(({ label }) => label),
    pillars: (body.pillars ?? []).map(({ label }) => label),
    hasExtra: body.extra !== undefined,
    flags: Object.entries(counts.flags).map(([code, count]) => ({ code, label: flagLabels[code as Flag], count })),
    classes: (body.classes?.list ?? []).map(({ code, label }) => ({ code, label, count: counts.classes[code] ?? 0 })),
  };
}

export const scoreText = (score: string | null, decimals: number) =>
  score === null ? null : formatScaled(BigInt(score), decimals);

export function toRow(row: StoredRow, snapshot: WholeSnapshot): SnapshotRowDto {
  const { body } = snapshot;
  const { position, rank, enterpriseId, creditCode, name, regionCode, industryCode, line, excluded } = row;
  const { measure, vetoes } = sealedRow(row, snapshot);
  const points = row.results.map(([, one]) => (one === null ? null : fractionOf(one)));
  const extra = body.extra && row.score !== null ? extraPoints(body, row.inputs, snapshot.cohort.facts) : null;
  const rounded = (one: Rational) => formatScaled(roundedTo(one, body.decimals), body.decimals);
  const shown = (fraction: string | null, scale: number) =>
    fraction === null ? null : formatScaled(roundedTo(fractionOf(fraction), scale), scale);
  return {
    ...{ position, rank, enterpriseId, creditCode, name, regionCode, industryCode, line, excluded, measure, vetoes },
    ...{
      score: scoreText(row.score, body.decimals),
      class: row.class,
      flags: row.flags.map((flag) => flagLabels[flag]),
    },
    band: bandOf(row),
    cells: row.results.map(([value, points, flags]) => ({
      ...{ value: shown(value, 6), points: shown(points, body.decimals), flags: flags.map((flag) => flagLabels[flag]) },
    })),
    pillars: pillarScores(body, points).map((one) => one && rounded(one)),
    extra: extra && { points: rounded(extra.points), labels: extra.labels },
  };
}

export function toSide(row: StoredRow, snapshot: WholeSnapshot): PairSideDto {
  const { creditCode, name, rank } = row;
  const { vetoes } = sealedRow(row, snapshot);
  return { creditCode, name, rank, score: scoreText(row.score, snapshot.body.decimals), class: row.class, vetoes };
}
