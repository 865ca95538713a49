import { Injectable } from '@nestjs/common';
import { FactDictionary } from '@tidu/criteria';
import { shanghaiDay } from '@tidu/kernel';
import { Database, systemActor, type Transaction } from '@tidu/platform';
import { readCalendar, type VersionedCalendar } from './calendar/calendar-versions';
import { type CodeTable, type Industry, industryTable, type Region, regionTable } from './code-tables';
import type { ImportList } from './import-lists';
import { type DistrictNames, profileNames } from './profile/profile';
import { type Overridden, withOverrides } from './overrides';

/** A column of a file that says who an enterprise is, not what its figures are (登记字段). */
export interface RegisterField {
  code: string;
  label: string;
  aliases: string[];
}

/** The dictionary, and which of its facts the district added: their values live in the column `extra`. */
export interface FactCatalogue {
  dictionary: FactDictionary;
  district: ReadonlySet<string>;
}

/** A street or town (街道、乡镇): nine digits, the first six are the region. */
export interface Street {
  code: string;
  name: string;
}

/** A class of GB/T 4754 in a field of 战略性新兴产业分类(2018). */
export interface StrategicEmerging {
  /** Class, hyphen, field: 3411-2. */
  code: string;
  industryCode: string;
  /** 1–9 as in the standard. */
  field: string;
  fieldName: string;
  /** Only part of the class: a person must say. */
  partial: boolean;
}

/** A zone or a chain of the district as people choose it. */
export interface OwnName {
  code: string;
  name: string;
  /** The name with that of the chain before it, where it is a link of one. */
  path: string;
  validUntil: string | null;
}

const keptMs = 30_000;
/** What may be asked for by day or region is kept for so many of them. */
const keptEntries = 100;

const today = () => shanghaiDay(Date.now());

/**
 * What everybody may read: regions, industries, working days and the fact dictionary. Kept in memory for half a
 * minute, so that a fact added by another process is usable at once without a restart.
 */
@Injectable()
export class ReferenceService {
  private readonly kept = new Map<string, { until: number; value: Promise<unknown> }>();

  constructor(private readonly database: Database) {}

  /** The fact dictionary (指标字典). */
  async dictionary(): Promise<FactDictionary> {
    return (await this.facts()).dictionary;
  }

  facts(): Promise<FactCatalogue> {
    return this.keep('facts', async (tx) => {
      const rows = await tx.rows<{ entry: Record<string, string>; code: string; district: boolean }>(
        'select code, district, entry from fact order by position',
      );
      return {
        dictionary: FactDictionary.fromRows(rows.map(({ entry }) => entry)),
        district: new Set(rows.filter(({ district }) => district).map(({ code }) => code)),
      };
    });
  }

  /** Whose register this is; null before the installation was set up. */
  async district(): Promise<DistrictNames | null> {
    const [row] = await this.keep('district', (tx) =>
      tx.rows<DistrictNames>(`select ${profileNames} from district_profile`),
    );
    return row ?? null;
  }

  /** Regions as they stand on a day (today unless said), with what the district says otherwise. */
  regions(day = today()): Promise<CodeTable<Region>> {
    return this.keep(`regions ${day}`, async (tx) => {
      const rows = await tx.rows<Omit<Region, 'path'>>('select code, name, level, parent from region order by code');
      return regionTable(await withOverrides(tx, 'region', rows, day));
    });
  }

  industries(day = today()): Promise<CodeTable<Industry>> {
    return this.keep(`industries ${day}`, async (tx) => {
      const rows = await tx.rows<Industry>('select code, name, level, parent from industry order by code');
      return industryTable(await withOverrides(tx, 'industry', rows, day));
    });
  }

  /** Streets and towns (街道、乡镇) of one region; of all in China nobody asks at once. */
  streets(region: string, day = today()): Promise<Overridden<Street>[]> {
    return this.keep(`streets ${region} ${day}`, async (tx) => {
      const rows = await tx.rows<Street>(`select code, name from street where code between $1 and $2 order by code`, [
        region.padEnd(9, '0'),
        region.padEnd(9, '9'),
      ]);
      const all = await withOverrides(tx, 'street', rows, day);
      return all.filter(({ code }) => code.startsWith(region));
    });
  }

  /** Which classes belong to which emerging field (战略性新兴产业), wholly or in part. */
  strategicEmerging(day = today()): Promise<Overridden<StrategicEmerging>[]> {
    return this.keep(`strategicEmerging ${day}`, async (tx) => {
      const fields = await tx.rows<{ code: string; name: string }>('select code, name from strategic_field');
      const rows = await tx.rows<{ code: string; partial: boolean }>(
        `select "industryCode" || '-' || field as code, partial from strategic_emerging order by 1`,
      );
      return (await withOverrides(tx, 'strategicEmerging', rows, day)).map((row) => {
        const [industryCode = '', field = ''] = row.code.split('-');
        const fieldName = fields.find(({ code }) => code === field)?.name ?? field;
        return { ...row, industryCode, field, fieldName };
      });
    });
  }

  /**
   * Whether an enterprise of a class is in an emerging industry. A class of which only a part belongs asks a person
   * (`ask`), and so does an industry that isn't told down to its class.
   */
  async isStrategicEmerging(industryCode: string, day = today()): Promise<'yes' | 'no' | 'ask'> {
    const rows = await this.strategicEmerging(day);
    if (industryCode.length < 4) return rows.some((row) => row.industryCode.startsWith(industryCode)) ? 'ask' : 'no';
    const own = rows.filter((row) => row.industryCode === industryCode);
    if (own.some(({ partial }) => !partial)) return 'yes';
    return own.length > 0 ? 'ask' : 'no';
  }

  /** Zones or chains of the district, those that have ended too; a link of a chain with the chain before its name. */
  ownNames(list: 'zone' | 'chain'): Promise<OwnName[]> {
    const path = list === 'chain' ? `coalesce(p.name || ' / ', '') || o.name` : 'o.name';
    const parent = list === 'chain' ? 'left join chain p on p.code = o.parent' : '';
    return this.keep(`ownNames ${list}`, (tx) =>
      tx.rows<OwnName>(
        `select o.code, o.name, ${path} as path, o."validUntil"::text as "validUntil" from ${list} o ${parent} order by o.code`,
      ),
    );
  }

  /** The lists that can be imported. */
  importLists(): Promise<ImportList[]> {
    return this.keep('importLists', (tx) =>
      tx.rows<ImportList>('select code, key, aliases from import_list order by code'),
    );
  }

  registerFields(): Promise<RegisterField[]> {
    return this.keep('registerFields', (tx) =>
      tx.rows<RegisterField>('select code, label, aliases from register_field order by position'),
    );
  }

  /**
   * The State Council's calendar (节假日安排) with the district's overrides; beyond its years a day is provisional (暂定).
   * A running clock asks for the version it began with; without one it is the newest.
   */
  workingCalendar(version?: number): Promise<VersionedCalendar> {
    return this.keep(`workingCalendar ${version ?? ''}`, (tx) => readCalendar(tx, version));
  }

  /** Reads again on the next call; for whoever has just changed a table. */
  forget(): void {
    this.kept.clear();
  }

  private keep<T>(name: string, read: (tx: Transaction) => Promise<T>): Promise<T> {
    const kept = this.kept.get(name);
    if (kept && kept.until > Date.now()) return kept.value as Promise<T>;
    const value = this.database.read(systemActor, read);
    if (this.kept.size >= keptEntries) this.kept.clear();
    this.kept.set(name, { until: Date.now() + keptMs, value });
    value.catch(() => this.kept.delete(name)); // a failure must not be kept
    return value;
  }
}
