import { Injectable } from '@nestjs/common';
import type { ActingPerson } from '@tidu/platform';

/** Kinds of what a role may be given over, besides everything. */
export const namedScopeKinds = ['region', 'zone', 'enterprise'] as const;
export type NamedScopeKind = (typeof namedScopeKinds)[number];

/** Something a role may be given over, as people know it. */
export interface ScopeOption {
  /** Code of a region or zone, id of an enterprise. */
  id: string;
  name: string;
  /** What tells it from another of the same name: code, place, credit code. */
  note: string;
}

/** Who knows one kind of scope: the room that keeps it. */
export interface ScopeNames {
  /** At most `limit` that a text may mean; the empty text lists the first. */
  find(person: ActingPerson, q: string, limit: number): Promise<ScopeOption[]>;
  /** Those of these ids that exist. */
  named(ids: readonly string[]): Promise<ScopeOption[]>;
}

/** What roles may be given over, taught by the rooms to the right that keep it (this one knows no enterprise). */
@Injectable()
export class ScopeBook {
  private readonly by = new Map<string, ScopeNames>();

  teach(kind: NamedScopeKind, names: ScopeNames): void {
    this.by.set(kind, names);
  }

  async find(person: ActingPerson, kind: NamedScopeKind, q: string, limit: number): Promise<ScopeOption[]> {
    return (await this.by.get(kind)?.find(person, q, limit)) ?? [];
  }

  /** The same scopes with the name of each; null where it has none, or is no longer there. */
  async name<T extends { scopeKind: string | null; scopeId: string | null }>(
    scopes: readonly T[],
  ): Promise<(T & { scopeName: string | null })[]> {
    const names = new Map<string, string>();
    for (const kind of namedScopeKinds) {
      const ids = scopes.flatMap(({ scopeKind, scopeId }) => (scopeKind === kind && scopeId ? [scopeId] : []));
      if (ids.length === 0) continue;
      for (const { id, name } of (await this.by.get(kind)?.named([...new Set(ids)])) ?? [])
        names.set(`${kind} ${id}`, name);
    }
    return scopes.map((one) => ({ ...one, scopeName: names.get(`${one.scopeKind} ${one.scopeId}`) ?? null }));
  }
}
