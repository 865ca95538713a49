import { Injectable } from '@nestjs/common';
import type { FactDictionary } from '@tidu/criteria';
import { type Day, DomainError } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { createHash } from 'node:crypto';
import type { Measure } from '../rules/measure';
import { readMeasure } from '../rules/read-measure';
import { findMeasure, inForceSql, type KnownMeasure, measureColumns, type MeasureRow } from './measure-row';

export const hashOfText = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Measures compiled, each text once per dictionary; an evaluator keeps buffers, so nobody waits between its steps. */
@Injectable()
export class CatalogueService {
  private readonly compiled = new WeakMap<FactDictionary, Map<string, Measure>>();

  constructor(private readonly reference: ReferenceService) {}

  /** What holds on a day, by code. */
  async inForce(tx: Transaction, day: Day): Promise<KnownMeasure[]> {
    const rows = await tx.rows<MeasureRow>(inForceSql, [day]);
    return this.compileAll(rows);
  }

  /** @throws DomainError `MEASURES.MEASURE_NOT_FOUND`. */
  async one(tx: Transaction, id: string): Promise<KnownMeasure> {
    return this.compile(await findMeasure(tx, id));
  }

  /** These editions, in their order. */
  async several(tx: Transaction, ids: readonly string[]): Promise<KnownMeasure[]> {
    const rows = await tx.rows<MeasureRow>(`select ${measureColumns} from measure m where m.id = any($1::uuid[])`, [
      ids,
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return this.compileAll(ids.flatMap((id) => byId.get(id) ?? []));
  }

  compileAll(rows: readonly MeasureRow[]): Promise<KnownMeasure[]> {
    return Promise.all(rows.map((row) => this.compile(row)));
  }

  /** Reads and checks a text that is not kept. @throws DomainError `MEASURES.BAD_MEASURE`. */
  async read(text: string, file: string): Promise<Measure> {
    return readMeasure(text, await this.reference.dictionary(), file);
  }

  private async compile(row: MeasureRow): Promise<KnownMeasure> {
    if (hashOfText(row.text) !== row.hash)
      throw new DomainError(
        'conflict',
        'MEASURES.TEXT_CHANGED',
        `扶持措施“${row.name}”的内容与它的校验值不符，不能使用。请系统管理员核对。`,
      );
    const dictionary = await this.reference.dictionary();
    const known = this.compiled.get(dictionary) ?? new Map<string, Measure>();
    this.compiled.set(dictionary, known);
    const measure = known.get(row.hash) ?? readMeasure(row.text, dictionary, `${row.code}.yaml`);
    known.set(row.hash, measure);
    return { row, measure };
  }
}
