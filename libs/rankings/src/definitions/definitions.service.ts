import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { canonicalJson, sha256Hex } from '@tidu/criteria';
import { DomainError, findTextFault, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type { DefinitionBody } from './body';
import {
  definitionColumns,
  definitionFrom,
  getDefinition,
  previousDefinition,
  type StoredDefinition,
} from './definitions.store';
import { type DefinitionChange, definitionChanges, type FactLabel } from './diff';
import { readDefinition } from './read-definition';
import { type ScopeWords, scopeWords } from './scope-words';

/** A definition with what it changes against the version before. */
export interface ComparedDefinition {
  definition: StoredDefinition;
  before: StoredDefinition | null;
  changes: DefinitionChange[];
  label: FactLabel;
  words: ScopeWords;
}

/** Definitions of rankings (排名定义): written, compared, published by a second person. */
@Injectable()
export class DefinitionsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  /** The newest version of every code first. */
  list(person: ActingPerson): Promise<StoredDefinition[]> {
    return this.database.read(person, (tx) =>
      tx.rows<StoredDefinition>(
        `select ${definitionColumns} from ${definitionFrom} order by d.code, d.version desc limit 500`,
      ),
    );
  }

  /** @throws DomainError `RANKINGS.NO_DEFINITION`. */
  async get(person: ActingPerson, id: string): Promise<ComparedDefinition> {
    const [label, words] = [await this.labels(), await scopeWords(this.reference)];
    return this.database.read(person, async (tx) => {
      const definition = await getDefinition(tx, id);
      const before = await previousDefinition(tx, definition);
      const changes = before ? definitionChanges(before.body, definition.body, label, words) : [];
      return { definition, before, changes, label, words };
    });
  }

  /** Reads a text and says what it changes; writes nothing. @throws DomainError `RANKINGS.BAD_DEFINITION`. */
  async check(
    person: ActingPerson,
    text: string,
  ): Promise<Pick<ComparedDefinition, 'changes' | 'label' | 'words'> & { body: DefinitionBody; version: number }> {
    const [body, label, words] = [await this.read(text), await this.labels(), await scopeWords(this.reference)];
    const newest = await this.database.read(person, (tx) => newestOf(tx, body.code));
    return {
      ...{ body, version: (newest?.version ?? 0) + 1 },
      changes: newest ? definitionChanges(newest.body, body, label, words) : [],
      ...{ label, words },
    };
  }

  /**
   * Keeps a text as the next version of its code.
   * @throws DomainError `RANKINGS.BAD_DEFINITION`, `RANKINGS.SAME_DEFINITION`.
   */
  async propose(person: ActingPerson, { text, note }: { text: string; note: string }): Promise<string> {
    const body = await this.read(text);
    return this.database.write(person, (tx) => this.keep(tx, body, { text, note }));
  }

  /** The same inside a transaction; the caller has read the text. */
  async keep(tx: Transaction, body: DefinitionBody, { text, note }: { text: string; note: string }): Promise<string> {
    await tx.rows(`select pg_advisory_xact_lock(hashtextextended('ranking_definition ' || $1, 0))`, [body.code]);
    const newest = await newestOf(tx, body.code);
    const hash = sha256Hex(canonicalJson(body));
    if (newest?.hash === hash) throw sameDefinition(newest);
    const [id, version] = [uuidv7(), (newest?.version ?? 0) + 1];
    await tx.rows(
      `insert into ranking_definition (id, code, version, title, own, year, "asOf", text, body, hash, note, "proposedByName")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [...[id, body.code, version, body.title, body.own, body.year, body.asOf, text, body, hash, note], tx.person.name],
    );
    await this.trail.record(tx, {
      ...{ action: 'rankings.define', objectType: 'ranking_definition', objectId: id, reason: note },
      ...(newest && { before: { version: newest.version, hash: newest.hash } }),
      after: { code: body.code, version, hash },
    });
    return id;
  }

  /**
   * Publishes a version: only then may it be ranked by.
   * @throws DomainError `RANKINGS.SAME_PERSON`, `RANKINGS.PUBLISHED_ALREADY`.
   */
  publish(person: ActingPerson, id: string): Promise<void> {
    return this.database.write(person, (tx) => this.publishIn(tx, id)).catch(inWords);
  }

  async publishIn(tx: Transaction, id: string): Promise<void> {
    const { code, version, hash, publishedAt } = await getDefinition(tx, id);
    if (publishedAt !== null) throw alreadyPublished();
    await tx.rows(`insert into ranking_definition_publication ("definitionId", "publishedByName") values ($1, $2)`, [
      ...[id, tx.person.name],
    ]);
    await this.trail.record(tx, {
      ...{ action: 'rankings.publishDefinition', objectType: 'ranking_definition', objectId: id },
      after: { code, version, hash },
    });
  }

  private async labels(): Promise<FactLabel> {
    const { facts } = await this.reference.dictionary();
    const known = new Map(facts.map(({ code, label }) => [code, label]));
    return (code) => known.get(code) ?? code;
  }

  private async read(text: string): Promise<DefinitionBody> {
    const fault = findTextFault(text);
    if (fault) throw new DomainError('invalid', 'RANKINGS.BAD_TEXT', `排名定义：${fault.message}`);
    return readDefinition(text, await this.reference.dictionary());
  }
}

export const newestOf = (tx: Transaction, code: string) =>
  tx.row<StoredDefinition>(
    `select ${definitionColumns} from ${definitionFrom} where d.code = $1 order by d.version desc limit 1`,
    [code],
  );

/** What the database refuses, in words. */
export function inWords(error: unknown): never {
  const { constraint, code } = error as { constraint?: string; code?: string };
  if (constraint === 'ranking_two_persons') throw samePerson();
  if (constraint === 'ranking_definition_publication_pkey') throw alreadyPublished();
  if (constraint === 'ranking_frozen_once' || constraint === 'ranking_freeze_pkey')
    throw new DomainError('conflict', 'RANKINGS.FROZEN_ALREADY', '这一版排名已经冻结过了，请刷新后查看。');
  if (code === '23505') throw new DomainError('conflict', 'RANKINGS.DONE_ALREADY', '已经办过了，请刷新后查看。');
  throw error;
}

/** Of what takes two persons. */
export const samePerson = () =>
  new DomainError(
    'forbidden',
    'RANKINGS.SAME_PERSON',
    '复核须由另一个人做：写定义、生成排名或决定同分取舍的人不能自己发布、冻结或公开。请换一个人办理。',
  );
const alreadyPublished = () =>
  new DomainError('conflict', 'RANKINGS.PUBLISHED_ALREADY', '这一版定义已经发布，不必再发布一次。');
const sameDefinition = ({ version }: StoredDefinition) =>
  new DomainError('conflict', 'RANKINGS.SAME_DEFINITION', `内容与第 ${version} 版完全相同，没有另存。`);
