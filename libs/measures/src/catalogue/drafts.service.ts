import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { badField, refused, samePerson } from '../measures.errors';
import type { Measure } from '../rules/measure';
import { CatalogueService, hashOfText } from './catalogue.service';
import { findMeasure, lockMeasure, type MeasureRow } from './measure-row';

/** What is written of an edition. */
export interface Written {
  text: string;
  /** What it changes, and why. */
  change: string;
}

const written = [
  'text',
  'hash',
  'name',
  'document',
  'issuer',
  'region',
  'mode',
  'validFrom',
  'validTo',
  'supersededBy',
  'budget',
  'change',
] as const;

/** Editions of measures: written, changed until published, published by a second person. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
    private readonly trail: AuditTrail,
  ) {}

  /** The next edition of a measure, as a draft. @throws DomainError `MEASURES.BAD_MEASURE`, `MEASURES.DRAFT_EXISTS`. */
  async create(person: ActingPerson, given: Written): Promise<string> {
    const measure = await this.catalogue.read(given.text, '措施');
    return this.database.write(person, (tx) => this.createIn(tx, measure, given));
  }

  /** The same in the transaction of whoever seeds. */
  async createIn(tx: Transaction, measure: Measure, given: Written): Promise<string> {
    await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`measure ${measure.code}`]);
    const last = await tx.row<{ edition: number; draft: boolean }>(
      `select max(edition)::int as edition, bool_or(state = 'draft') as draft from measure where code = $1 having count(*) > 0`,
      [measure.code],
    );
    if (last?.draft) throw refused('DRAFT_EXISTS', `措施“${measure.code}”已经有一份草稿。请修改那一份，或先发布它。`);
    await this.requireSound(tx, measure);
    const id = uuidv7();
    const values = columnsOf(measure, given);
    await tx.rows(
      `insert into measure (id, code, edition, "writtenBy", "writtenByName", ${written.map((one) => `"${one}"`).join(', ')})
       values ($1, $2, $3, $4, $5, ${written.map((_, i) => `$${i + 6}`).join(', ')})`,
      [id, measure.code, (last?.edition ?? 0) + 1, tx.person.id, tx.person.name, ...values],
    );
    await this.note(tx, 'draftMeasure', null, await findMeasure(tx, id));
    return id;
  }

  /** Writes a draft anew. @throws DomainError `PLATFORM.STALE`, `MEASURES.BAD_MEASURE`, `MEASURES.PUBLISHED`. */
  async change(person: ActingPerson, id: string, version: number, given: Written): Promise<void> {
    const measure = await this.catalogue.read(given.text, '措施');
    await this.database.write(person, async (tx) => {
      const before = await lockMeasure(tx, id, version);
      requireDraft(before);
      if (measure.code !== before.code)
        throw badField(
          'CODE_CHANGED',
          'text',
          `草稿的编号是“${before.code}”，不能改成“${measure.code}”；要另写一项请新建。`,
        );
      await this.requireSound(tx, measure);
      await tx.rows(
        `update measure set version = version + 1, "writtenAt" = now(), "writtenBy" = $2, "writtenByName" = $3,
           ${written.map((one, i) => `"${one}" = $${i + 4}`).join(', ')} where id = $1`,
        [id, person.id, person.name, ...columnsOf(measure, given)],
      );
      await this.note(tx, 'changeMeasure', before, await findMeasure(tx, id));
    });
  }

  /** From now on it counts. @throws DomainError `PLATFORM.STALE`, `MEASURES.PUBLISHED`, `MEASURES.SAME_PERSON`. */
  async publish(person: ActingPerson, id: string, version: number): Promise<void> {
    await this.database.write(person, async (tx) => {
      const before = await lockMeasure(tx, id, version);
      requireDraft(before);
      if (before.writtenBy === person.id) throw samePerson('这一版是您写的，要由另一位有权的工作人员核对后发布。');
      await this.publishIn(tx, before);
    });
  }

  async publishIn(tx: Transaction, before: MeasureRow): Promise<void> {
    await this.requireSound(tx, (await this.catalogue.one(tx, before.id)).measure);
    await tx.rows(
      `update measure set state = 'published', version = version + 1, "publishedAt" = now(), "publishedBy" = $2, "publishedByName" = $3
       where id = $1`,
      [before.id, tx.person.id, tx.person.name],
    );
    await this.note(tx, 'publishMeasure', before, await findMeasure(tx, before.id));
  }

  /** What another measure must say as well: one cap is one amount, a matter stacks in one way. */
  private async requireSound(tx: Transaction, measure: Measure): Promise<void> {
    const others = await this.catalogue.inForce(tx, measure.validity.from);
    for (const { measure: other } of others) {
      if (other.code === measure.code) continue;
      const [cap, theirs] = [measure.capYear, other.capYear];
      if (cap && theirs?.code === cap.code && theirs.amount !== cap.amount)
        throw badField(
          'OTHER_CAP',
          'text',
          `年度限额“${cap.code}”在措施“${other.name}”里是另一个数，一个限额只能有一个数。`,
        );
      if (
        measure.matter &&
        other.matter?.code === measure.matter.code &&
        other.matter.stacking !== measure.matter.stacking
      )
        throw badField(
          'OTHER_STACKING',
          'text',
          `同一事项“${measure.matter.code}”在措施“${other.name}”里是另一种叠加办法，请写成一样的。`,
        );
    }
  }

  private note(tx: Transaction, act: string, before: MeasureRow | null, after: MeasureRow): Promise<void> {
    return this.trail.record(tx, {
      ...{
        action: `measures.${act}`,
        objectType: 'measure',
        objectId: after.id,
        after: told(after),
        reason: after.change,
      },
      ...(before && { before: told(before) }),
    });
  }
}

const told = ({ code, edition, state, hash, name, document, validFrom, validTo }: MeasureRow) => ({
  ...{ code, edition, state, hash, name, document, validFrom, validTo },
});

function columnsOf(measure: Measure, { text, change }: Written): unknown[] {
  const { name, source, region, mode, validity, supersededBy, budget } = measure;
  const { number, issuer } = source;
  return [
    text,
    hashOfText(text),
    name,
    number,
    issuer,
    region,
    mode,
    validity.from,
    validity.to,
    supersededBy,
    budget,
    change,
  ];
}

function requireDraft({ state }: MeasureRow): void {
  if (state === 'published') throw refused('PUBLISHED', '这一版已经发布，内容不再改变。要改请写新的一版。');
}
