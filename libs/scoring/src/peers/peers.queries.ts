import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { type FactCatalogue, ReferenceService } from '@tidu/reference';
import type { PeerGroupDto, PeersDto } from '../console/segments.console.dto';
import { factColumn, sqlType } from '../facts/fact-place';
import { noEnterprise } from '../seen-enterprise';
import { displayPeerValue, type PeerIndicator, peerIndicators } from './peer-indicators';

/** Fewer than these say nothing of a place among them, and might say too much of the others. */
const fewest = 5;

interface Own {
  year: number;
  industryCode: string | null;
  regionCode: string;
  niches: string[];
}

/** Where an enterprise stands among its like (同类位次), by the newest year it has a fact sheet of. */
@Injectable()
export class PeersQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** Percentiles among those the person sees. @throws DomainError `SCORING.ENTERPRISE_NOT_FOUND`. */
  async ofEnterprise(person: ActingPerson, id: string): Promise<PeersDto> {
    const catalogue = await this.reference.facts();
    const indicators = peerIndicators(catalogue.dictionary);
    const { own, rows, values } = await this.database.read(person, async (tx) => {
      const found = await ownGroups(tx, id);
      if (!found) throw noEnterprise();
      if (found.year === null) return { own: null, rows: [], values: null };
      const held = { ...found, year: found.year };
      const [places, figures] = [
        await countPeers(tx, id, held, indicators, catalogue),
        await ownValues(tx, id, held, indicators, catalogue),
      ];
      return { own: held, rows: places, values: figures };
    });
    if (!own) return { year: null, groups: [], items: [] };
    const groups = await this.groups(own);
    return {
      ...{ year: own.year, groups },
      items: indicators.map((indicator) => ({
        ...{ id: indicator.id, label: indicator.label },
        display: displayPeerValue(
          indicator,
          indicator.of.map(({ code }) => bigintOf(values?.[code])),
        ),
        places: groups.map(({ group }) => {
          const row = rows.find((one) => one.grp === group);
          const [count, below] = [Number(row?.[`n_${indicator.id}`] ?? 0), row?.[`b_${indicator.id}`] ?? null];
          const share = below === null || count < fewest ? null : ((Number(below) * 100) / (count - 1)).toFixed(1);
          return { group, count, percentile: share };
        }),
      })),
    };
  }

  private async groups({ industryCode, regionCode, niches }: Own): Promise<PeerGroupDto[]> {
    const [industries, regions] = await Promise.all([this.reference.industries(), this.reference.regions()]);
    const name = (code: string) => industries.get(code)?.name ?? code;
    return [
      ...(industryCode?.length === 4 ? [{ group: 'industry' as const, label: name(industryCode) }] : []),
      ...(industryCode ? [{ group: 'division' as const, label: name(industryCode.slice(0, 2)) }] : []),
      { group: 'region' as const, label: regions.get(regionCode)?.name ?? regionCode },
      ...(niches.length > 0 ? [{ group: 'niche' as const, label: niches.join('、') }] : []),
    ];
  }
}

async function ownGroups(tx: Transaction, id: string) {
  return tx.row<Omit<Own, 'year'> & { year: number | null }>(
    `select e."industryCode", e."regionCode",
       (select max(year)::int from fact_sheet s where s."enterpriseId" = e.id and s."supersededAt" is null) as year,
       array(select distinct niche from main_product p where p."enterpriseId" = e.id and p."withdrawnAt" is null
             and niche is not null and (p."validUntil" is null or p."validUntil" > current_date)) as niches
     from enterprise e where e.id = $1`,
    [id],
  );
}

type Counted = { grp: string } & Record<string, number | string | null>;

/** For each group how many have the figure, and how many of them less: equal ones count by half, as percentiles do. */
function countPeers(tx: Transaction, id: string, own: Own, indicators: PeerIndicator[], catalogue: FactCatalogue) {
  const lists = indicators.flatMap((indicator) => {
    const { id: name } = indicator;
    const [mine, theirs] = [valueSql(indicator, 'own', catalogue), valueSql(indicator, 's', catalogue)];
    const isLess = (sign: string) =>
      `count(*) filter (where s."enterpriseId" <> own."enterpriseId" and ${theirs.value} ${sign} ${mine.value})`;
    return [
      `count(*) filter (where ${theirs.known}) as "n_${name}"`,
      `case when bool_or(${mine.known}) then ${isLess('<')} + ${isLess('=')} / 2.0 end as "b_${name}"`,
    ];
  });
  return tx.rows<Counted>(
    `with own as (select * from fact_sheet where "enterpriseId" = $1 and year = $2 and "supersededAt" is null)
     select grp, ${lists.join(', ')}
     from own, (
       select 'industry' as grp, id from enterprise where "industryCode" = $3 and length($3) = 4
       union all select 'division', id from enterprise where "industryCode" between left($3, 2) and left($3, 2) || '99'
       union all select 'region', id from enterprise where "regionCode" = $4
       union all select distinct 'niche', "enterpriseId" from main_product p where niche = any($5) and p."withdrawnAt" is null
                 and (p."validUntil" is null or p."validUntil" > current_date)) peer
     join fact_sheet s on s."enterpriseId" = peer.id and s.year = $2 and s."supersededAt" is null
     group by grp`,
    [id, own.year, own.industryCode, own.regionCode, own.niches],
  );
}

async function ownValues(tx: Transaction, id: string, own: Own, indicators: PeerIndicator[], catalogue: FactCatalogue) {
  const facts = [...new Map(indicators.flatMap(({ of }) => of).map((fact) => [fact.code, fact])).values()];
  const list = facts.map((fact) => `${columnOf(fact, 's', catalogue)}::text as "${fact.code}"`);
  return tx.row<Record<string, string | null>>(
    `select ${list.join(', ')} from fact_sheet s where s."enterpriseId" = $1 and s.year = $2 and s."supersededAt" is null`,
    [id, own.year],
  );
}

/** The indicator over a sheet as an exact number, and whether it is known. */
function valueSql({ of: [first, second] }: PeerIndicator, row: string, catalogue: FactCatalogue) {
  const one = columnOf(first, row, catalogue);
  if (!second) return { value: one, known: `${one} is not null` };
  const base = columnOf(second, row, catalogue);
  return {
    value: `(${one}::numeric / nullif(greatest(${base}, 0), 0))`,
    known: `(${one} is not null and ${base} > 0)`,
  };
}

const columnOf = (fact: PeerIndicator['of'][0], row: string, { district }: FactCatalogue) =>
  factColumn(row, fact, district.has(fact.code), sqlType(fact));

const bigintOf = (value: string | null | undefined) => (value === null || value === undefined ? null : BigInt(value));
