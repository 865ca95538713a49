import { Injectable } from '@nestjs/common';
import { FactDictionary } from '@tidu/criteria';
import { Database, systemActor, type Transaction } from '@tidu/platform';
import { readCalendar, type VersionedCalendar } from './calendar/calendar-versions';
import { type CodeTable, type Industry, industryTable, type Region, regionTable } from './code-tables';

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

const keptMs = 30_000;

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

  regions(): Promise<CodeTable<Region>> {
    return this.keep('regions', async (tx) =>
      regionTable(await tx.rows('select code, name, level, parent from region order by code')),
    );
  }

  industries(): Promise<CodeTable<Industry>> {
    return this.keep('industries', async (tx) =>
      industryTable(await tx.rows('select code, name, level, parent from industry order by code')),
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
    this.kept.set(name, { until: Date.now() + keptMs, value });
    value.catch(() => this.kept.delete(name)); // a failure must not be kept
    return value;
  }
}
