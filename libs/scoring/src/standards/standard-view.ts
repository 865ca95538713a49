import type { Page } from '@tidu/platform';
import type { StandardDto } from '../console/standards.console.dto';
import { clauseOutline } from './clause-outline';
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
    ...{ documentNumber: document.source.number, issuer: document.source.issuer, region: document.region },
    ...{ periods: document.periods, hasPoints: standard.evaluator.scored, fullPoints: fullPoints(standard) },
    publishedAt: standard.publishedAt.toISOString(),
  };
}

/** A list that is short enough to be answered whole. */
export function wholeList<T>(items: T[]): Page<T> {
  return { items, next: null, count: { value: items.length, exact: true } };
}
