import { isProvisional, partsOf, type StandardDocument } from '@tidu/criteria';
import { systemClock, today } from '@tidu/kernel';
import type { Page } from '@tidu/platform';
import type { ReleaseDto, StandardClauseDto, StandardDto, VersionChangeDto } from '../console/standards.console.dto';
import { clauseOutline } from './clause-outline';
import type { ListedRelease } from './release-state';
import type { PublishedStandard } from './standards.service';

/** Full points of a scored standard; null for one without points. */
export function fullPoints({ evaluator }: PublishedStandard): number | null {
  return clauseOutline(evaluator.release.document).find(({ kind }) => kind === 'total')?.full ?? null;
}

/** What a list says of a standard. */
export function standardView(standard: PublishedStandard): StandardDto {
  const { document } = standard.evaluator.release;
  return {
    ...{ id: standard.standardId, name: standard.name, version: standard.version, hash: standard.hash },
    ...{ title: document.grants.title, level: document.grants.level },
    ...{ documentNumber: document.source.number, issuer: document.source.issuer },
    ...{ region: document.region, regionName: standard.regionName },
    ...{ periods: document.periods, hasPoints: standard.evaluator.scored, fullPoints: fullPoints(standard) },
    supplementOf: document.extends?.id ?? null,
    ...{ reviewBy: document.reviewBy ?? null, provisional: isProvisional(document, today(systemClock)) },
    publishedAt: standard.publishedAt.toISOString(),
  };
}

/** The clauses of a standard with all they ask. */
export function clauseViews({ evaluator }: PublishedStandard): StandardClauseDto[] {
  const { release, dictionary } = evaluator;
  const parts = partsOf(release.document, dictionary);
  return clauseOutline(release.document).map((clause) => ({
    ...clause,
    demands: (parts.get(clause.id)?.demands ?? [])
      .filter((demand) => demand.clause === undefined && !ownWords.has(demand.key))
      .map(({ subject, value }) => ({ what: subject, value })),
  }));
}

/** What the outline says already, beside the demands. */
const ownWords = new Set(['full', 'line', 'category']);

/** The changelog of a document, the newest first. */
export function changeViews({ changes = [] }: StandardDocument): VersionChangeDto[] {
  return changes.map(({ clauses, ...change }) => ({
    ...change,
    clauses: Object.entries(clauses).map(([id, text]) => ({ id, text })),
  }));
}

export function releaseView(release: ListedRelease): ReleaseDto {
  const { releaseId, standardId, name, version, hash, state, fromDay, publishedByName, casesTotal } = release;
  return {
    ...{ id: releaseId, standardId, name, version, hash, state, fromDay, publishedByName, casesTotal },
    publishedAt: release.publishedAt.toISOString(),
    activations: release.activations.map((one) => ({
      ...{ fromDay: one.fromDay, activatedByName: one.activatedByName },
      activatedAt: one.activatedAt.toISOString(),
    })),
  };
}

/** A list that is short enough to be answered whole. */
export function wholeList<T>(items: T[]): Page<T> {
  return { items, next: null, count: { value: items.length, exact: true } };
}
