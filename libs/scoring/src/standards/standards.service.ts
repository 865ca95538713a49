import { Injectable } from '@nestjs/common';
import {
  compileStandard,
  createRelease,
  type Evaluator,
  type FactDictionary,
  type StandardDocument,
} from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import { anonymous, Database, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';

/** A row of `standard_release` ready to judge with. */
export interface PublishedStandard {
  releaseId: string;
  standardId: string;
  version: number;
  hash: string;
  name: string;
  active: boolean;
  publishedAt: Date;
  evaluator: Evaluator;
}

interface Row extends Omit<PublishedStandard, 'evaluator'> {
  content: StandardDocument;
}

/** Anything else, a NUL among it, need not be looked up. */
const standardIdShape = /^[a-z0-9-]{3,60}$/;

const select = `select id as "releaseId", "standardId", version, hash, name, active, "publishedAt", content from standard_release`;

/** The published standards, compiled. Compiling is done once per release and dictionary. */
@Injectable()
export class StandardsService {
  private readonly compiled = new WeakMap<FactDictionary, Map<string, Evaluator>>();

  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** Every standard in use, by id. */
  async active(): Promise<PublishedStandard[]> {
    const rows = await this.read((tx) => tx.rows<Row>(`${select} where active order by "standardId"`));
    return Promise.all(rows.map((row) => this.compile(row)));
  }

  /** The release of a standard that is in use. @throws DomainError `SCORING.STANDARD_NOT_FOUND`. */
  async activeRelease(standardId: string): Promise<PublishedStandard> {
    if (standardIdShape.test(standardId)) {
      const row = await this.read((tx) => tx.row<Row>(`${select} where active and "standardId" = $1`, [standardId]));
      if (row) return this.compile(row);
    }
    throw new DomainError(
      'notFound',
      'SCORING.STANDARD_NOT_FOUND',
      `没有编号为“${standardId}”的标准在用。请在标准列表里核对编号。`,
    );
  }

  /** A release by its own id, in use or not. @throws DomainError `SCORING.RELEASE_NOT_FOUND`. */
  async release(releaseId: string): Promise<PublishedStandard> {
    const row = await this.read((tx) => tx.row<Row>(`${select} where id = $1`, [releaseId]));
    if (row) return this.compile(row);
    throw new DomainError('notFound', 'SCORING.RELEASE_NOT_FOUND', '没有这个标准发布版。');
  }

  /** All releases of a standard, the newest first, with the YAML text of each. */
  async history(standardId: string): Promise<(Omit<Row, 'content'> & { document: string })[]> {
    return this.read((tx) =>
      tx.rows(
        `select id as "releaseId", "standardId", version, hash, name, active, "publishedAt", document
         from standard_release where "standardId" = $1 order by "publishedAt" desc, id desc`,
        [standardId],
      ),
    );
  }

  private read<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.read(anonymous, work); // releases are public
  }

  private async compile({ content, ...row }: Row): Promise<PublishedStandard> {
    const dictionary = await this.reference.dictionary();
    const known = this.compiled.get(dictionary) ?? new Map<string, Evaluator>();
    this.compiled.set(dictionary, known);
    const evaluator = known.get(row.hash) ?? compileStandard(createRelease(content), dictionary);
    if (evaluator.release.hash !== row.hash) {
      throw new DomainError(
        'unavailable',
        'SCORING.RELEASE_CHANGED',
        `标准 ${row.standardId} 第 ${row.version} 版的内容与发布时的校验值不符，已停用。请联系系统管理员核查数据库。`,
      );
    }
    known.set(row.hash, evaluator);
    return { ...row, evaluator };
  }
}
