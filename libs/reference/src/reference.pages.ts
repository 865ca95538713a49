import type { FactDefinition } from '@tidu/criteria';
import { formatScaled } from '@tidu/kernel';
import { decodeCursor, type Page, pageOf } from '@tidu/platform';
import type { FactDto, FactListDto } from './reference.dto';
import type { FactCatalogue } from './reference.service';

/** One page of entries that are in memory, sorted by code. */
export function pageByCode<T extends { code: string }>(entries: T[], limit = 20, after?: string): Page<T> {
  const [last] = after === undefined ? [''] : decodeCursor(after, 1);
  const rest = entries.filter(({ code }) => code > String(last));
  const value = entries.length;
  const page = pageOf(rest, { limit, counted: value, place: ({ code }) => [code], view: (entry) => entry });
  return { ...page, count: { value, exact: true } };
}

/** The whole dictionary in its order, as JSON. */
export function factList({ dictionary, district }: FactCatalogue): FactListDto {
  const items = dictionary.facts.map((fact) => toDto(fact, district.has(fact.code)));
  return { items, next: null, count: { value: items.length, exact: true } };
}

function toDto(fact: FactDefinition, district: boolean): FactDto {
  const { code, label, type, unit, scale, origin, base, offset, meaning, definition } = fact;
  const bound = (value: bigint | null) => (value === null ? null : formatScaled(value, scale));
  return {
    ...{ code, label, type, unit, scale, min: bound(fact.min), max: bound(fact.max) },
    values: fact.values.map((value, i) => ({ code: value, label: fact.valueLabels[i] ?? value })),
    ...{ origin, base, offset, meaning, definition, aliases: [...fact.aliases], district },
  };
}
