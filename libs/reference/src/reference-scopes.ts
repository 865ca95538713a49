import { Injectable } from '@nestjs/common';
import { ScopeBook, type ScopeOption } from '@tidu/access';
import { ReferenceService } from './reference.service';

/** Regions and zones as roles are given over them. */
@Injectable()
export class ReferenceScopes {
  constructor(
    private readonly reference: ReferenceService,
    book: ScopeBook,
  ) {
    book.teach('region', {
      find: (_, q, limit) => this.regions(q, limit),
      named: (ids) => this.namedRegions(ids),
    });
    book.teach('zone', {
      find: async (_, q, limit) =>
        (await this.zones()).filter(({ id, name }) => id.startsWith(q) || name.includes(q)).slice(0, limit),
      named: async (ids) => (await this.zones()).filter(({ id }) => ids.includes(id)),
    });
  }

  /** By the beginning of the code or a part of the name; a province or city before its districts. */
  private async regions(q: string, limit: number): Promise<ScopeOption[]> {
    const { entries } = await this.reference.regions();
    return entries
      .filter(({ code, path }) => code.startsWith(q) || path.includes(q))
      .sort((a, b) => ranks[a.level] - ranks[b.level] || a.code.localeCompare(b.code))
      .slice(0, limit)
      .map(regionOption);
  }

  /** A right over a province or city is held by the first digits of its code. */
  private async namedRegions(ids: readonly string[]): Promise<ScopeOption[]> {
    const regions = await this.reference.regions();
    return ids.flatMap((id) => {
      const found = regions.get(id.padEnd(6, '0'));
      return found ? [{ ...regionOption(found), id }] : [];
    });
  }

  private async zones(): Promise<ScopeOption[]> {
    return (await this.reference.ownNames('zone')).map(({ code, name, validUntil }) => ({
      ...{ id: code, name, note: validUntil === null ? code : `${code}，到 ${validUntil} 止` },
    }));
  }
}

const ranks = { province: 0, city: 1, district: 2 };

const regionOption = ({
  code,
  path,
  level,
}: {
  code: string;
  path: string;
  level: keyof typeof ranks;
}): ScopeOption => {
  const id = code.slice(0, 2 * (ranks[level] + 1));
  return { id, name: path, note: id };
};
