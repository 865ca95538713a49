import { Injectable } from '@nestjs/common';
import {
  canonicalJson,
  compileStandard,
  createRelease,
  type Evaluator,
  type FactDictionary,
  type StandardDocument,
} from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import { anonymous, Database, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { createHash } from 'node:crypto';
import { releaseChanged } from './release-store';

/** A row of `standard_release` ready to judge with. */
export interface PublishedStandard {
  releaseId: string;
  standardId: string;
  version: number;
  hash: string;
  name: string;
  /** Where it holds, in words: 全国, 洛阳市; its code where no table knows it. */
  regionName: string;
  /** In use today. */
  active: boolean;
  publishedAt: Date;
  evaluator: Evaluator;
}

interface Row extends Omit<PublishedStandard, 'evaluator' | 'regionName'> {
  content: StandardDocument;
}

/** Anything else, a NUL among it, need not be looked up. */
const standardIdShape = /^[a-z0-9-]{3,60}$/;

const select = `select r.id as "releaseId", r."standardId", r.version, r.hash, r.name, u."releaseId" is not null as active,
  r."publishedAt", r.content from standard_release r left join standard_in_use u on u."releaseId" = r.id`;

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
    const rows = await this.read((tx) =>
      tx.rows<Row>(`${select} where u."releaseId" is not null order by r."standardId"`),
    );
    return Promise.all(rows.map((row) => this.compile(row)));
  }

  /** The release of a standard that is in use. @throws DomainError `SCORING.STANDARD_NOT_FOUND`. */
  async activeRelease(standardId: string): Promise<PublishedStandard> {
    const row = await this.find(`where u."releaseId" is not null and r."standardId" = $1`, standardId);
    if (row) return this.compile(row);
    throw notFound(`没有编号为“${shown(standardId)}”的标准在用。请在标准列表里核对编号。`);
  }

  /** The release in use, or the newest where none is. @throws DomainError `SCORING.STANDARD_NOT_FOUND`. */
  async activeOrNewest(standardId: string): Promise<PublishedStandard> {
    const order = 'order by u."releaseId" is null, r.version desc limit 1';
    const row = await this.find(`where r."standardId" = $1 ${order}`, standardId);
    if (row) return this.compile(row);
    throw notFound(`没有编号为“${shown(standardId)}”的标准。请在标准列表里核对编号。`);
  }

  /** One version of a standard, in use or not. @throws DomainError `SCORING.STANDARD_NOT_FOUND`. */
  async version(standardId: string, version: number): Promise<PublishedStandard> {
    const row = await this.find('where r."standardId" = $1 and r.version = $2', standardId, version);
    if (row) return this.compile(row);
    throw notFound(`标准“${shown(standardId)}”没有第 ${version} 版。请在标准页面核对版本。`);
  }

  /** A release by its own id, in use or not. @throws DomainError `SCORING.RELEASE_NOT_FOUND`. */
  async release(releaseId: string): Promise<PublishedStandard> {
    const row = await this.read((tx) => tx.row<Row>(`${select} where r.id = $1`, [releaseId]));
    if (row) return this.compile(row);
    throw new DomainError('notFound', 'SCORING.RELEASE_NOT_FOUND', '没有这个标准发布版。');
  }

  private async find(where: string, standardId: string, ...more: unknown[]): Promise<Row | null> {
    if (!standardIdShape.test(standardId)) return null;
    return this.read((tx) => tx.row<Row>(`${select} ${where}`, [standardId, ...more]));
  }

  private read<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.read(anonymous, work); // releases are public
  }

  private async compile({ content, ...row }: Row): Promise<PublishedStandard> {
    const dictionary = await this.reference.dictionary();
    const known = this.compiled.get(dictionary) ?? new Map<string, Evaluator>();
    this.compiled.set(dictionary, known);
    if (hashOf(content) !== row.hash) throw releaseChanged(row);
    const evaluator = known.get(row.hash) ?? compileStandard(createRelease(content), dictionary);
    known.set(row.hash, evaluator);
    const { region } = content;
    const place = region === 'nation' ? undefined : (await this.reference.regions()).get(region);
    return { ...row, regionName: region === 'nation' ? '全国' : (place?.name ?? region), evaluator };
  }
}

/** The hash of `createRelease`, by the faster hands of Node: it is asked for at every reading. */
const hashOf = (content: StandardDocument): string => createHash('sha256').update(canonicalJson(content)).digest('hex');

function notFound(message: string): DomainError {
  return new DomainError('notFound', 'SCORING.STANDARD_NOT_FOUND', message);
}

/** What a caller wrote, short enough for a message and without what no text may hold. */
const shown = (text: string): string => text.replace(/[^\p{L}\p{N}\p{P} -]/gu, '').slice(0, 60);
