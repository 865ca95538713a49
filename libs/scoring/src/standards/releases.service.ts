import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import {
  type BaseOf,
  changeOf,
  checkRelease,
  type Difference,
  diffStandards,
  loadStandard,
  type ReadStandard,
  type ReleaseReport,
  type ReleaseTexts,
} from '@tidu/criteria';
import { DomainError, findTextFault, isDay, systemClock, today } from '@tidu/kernel';
import { type ActingPerson, anonymous, Database, stale, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { activationRefusal, checkFailed, publicationRefusal } from './release-errors';
import {
  insertActivation,
  insertRelease,
  listActivations,
  listReleases,
  twoPersonReview,
  wholeRelease,
  type WholeRelease,
} from './release-store';
import { type ListedRelease, releasesWithState } from './release-state';

/** A standard as it would be published: what is wrong with it, what it changes. */
export interface CheckedRelease extends ReleaseReport {
  /** The version published last; null where there is none, or the document couldn't be read. */
  before: number | null;
}

/** What to activate: from which day, and which version the person saw in use. */
export interface ActivationTerms {
  /** Absent: today. */
  fromDay?: string;
  /** Version in use as the person saw it (null: none); absent: not checked. */
  expected?: number | null;
}

/** Publishing, activating and comparing releases of standards (标准的发布与启用). */
@Injectable()
export class ReleasesService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  /** Checks what publishing asks, and writes nothing. */
  async check(person: ActingPerson, texts: ReleaseTexts): Promise<CheckedRelease> {
    return this.database.read(person, (tx) => this.checked(tx, texts));
  }

  /**
   * Publishes a standard; it is not in use by that.
   * @throws DomainError `SCORING.NOT_PUBLISHABLE` with every problem; `SCORING.WHOLE_SCOPE` for a person of a district
   */
  async publish(person: ActingPerson, texts: ReleaseTexts): Promise<ListedRelease> {
    requireWholeScope(person);
    try {
      const { standardId, version } = await this.database.write(person, (tx) => this.publishIn(tx, texts));
      return await this.listed(standardId, version);
    } catch (error) {
      throw publicationRefusal(error);
    }
  }

  /** The same inside a transaction. A shipped standard that is `first` here may begin with any version. */
  async publishIn(
    tx: Transaction,
    texts: ReleaseTexts,
    first = false,
  ): Promise<{ standardId: string; version: number }> {
    const report = await this.checked(tx, texts, first);
    const { release, problems, casesTotal, before } = report;
    if (!release || problems.length > 0) throw checkFailed(texts.file, problems);
    const releaseId = await insertRelease(tx, release, texts, casesTotal);
    await this.trail.record(tx, {
      ...{ action: 'standards.publish', objectType: 'standard_release', objectId: releaseId },
      ...(before !== null && { before: { version: before } }),
      after: { standardId: release.id, version: release.version, hash: release.hash, cases: casesTotal },
      ...(changeOf(release.document) && { reason: changeOf(release.document)?.text }),
    });
    return { standardId: release.id, version: release.version };
  }

  /**
   * Puts a release to use from a day on. Who published it may not do so once there is more than one person.
   * @throws DomainError `SCORING.SAME_PERSON`, `SCORING.ALREADY_IN_USE`, `SCORING.ALREADY_PLANNED`, `SCORING.STALE`, `SCORING.PAST_DAY`
   */
  async activate(
    person: ActingPerson,
    standardId: string,
    version: number,
    terms: ActivationTerms = {},
  ): Promise<ListedRelease> {
    requireWholeScope(person);
    try {
      await this.database.write(person, (tx) => this.activateIn(tx, standardId, version, terms));
    } catch (error) {
      throw activationRefusal(error);
    }
    return this.listed(standardId, version);
  }

  async activateIn(
    tx: Transaction,
    standardId: string,
    version: number,
    { fromDay = today(systemClock), expected }: ActivationTerms,
  ): Promise<void> {
    if (!isDay(fromDay))
      throw new DomainError('invalid', 'SCORING.BAD_DAY', `启用日“${fromDay}”不是日期，请写成 2026-11-01 的形式。`);
    requireId(standardId, version);
    // one after the other: what is compared below must still hold when it is written
    await tx.rows(`select pg_advisory_xact_lock(hashtextextended('standard_activation ' || $1, 0))`, [standardId]);
    const release = await this.whole(tx, standardId, version);
    const releases = releasesWithState(await listReleases(tx, standardId), await listActivations(tx, standardId));
    const inUse = releases.find(({ state }) => state === 'active')?.version ?? null;
    if (expected !== undefined && expected !== inUse)
      throw stale(`在用的版本已经变了，现为${inUse === null ? '无' : `第 ${inUse} 版`}`, {
        field: 'expected',
        value: String(inUse ?? ''),
      });
    const own = releases.find((one) => one.version === version);
    const planned = releases.some((one) => one.state === 'planned');
    if (own?.state === 'active' && !planned)
      throw new DomainError('conflict', 'SCORING.ALREADY_IN_USE', `标准 ${standardId} 第 ${version} 版已经在用。`);
    if (own?.state === 'planned' && own.fromDay === fromDay)
      throw new DomainError(
        'conflict',
        'SCORING.ALREADY_PLANNED',
        `标准 ${standardId} 第 ${version} 版已定于 ${fromDay} 启用，不必再定一次。`,
      );
    await insertActivation(tx, release, fromDay);
    await this.trail.record(tx, {
      ...{ action: 'standards.activate', objectType: 'standard_release', objectId: release.releaseId },
      ...(inUse !== null && { before: { version: inUse } }),
      after: { standardId, version, fromDay, hash: release.hash },
    });
  }

  /** Releases of one standard or of all, the newest first, with their state today. */
  async list(standardId?: string): Promise<ListedRelease[]> {
    return this.database.read(anonymous, async (tx) =>
      releasesWithState(await listReleases(tx, standardId), await listActivations(tx, standardId)),
    );
  }

  /** A release with its texts, its seal checked. */
  async get(standardId: string, version: number): Promise<WholeRelease> {
    return this.database.read(anonymous, (tx) => this.whole(tx, standardId, version));
  }

  /** What changed from one version to another. */
  async diff(standardId: string, from: number, to: number): Promise<Difference[]> {
    const dictionary = await this.reference.dictionary();
    const [before, after] = await this.database.read(anonymous, async (tx) => [
      await this.whole(tx, standardId, from),
      await this.whole(tx, standardId, to),
    ]);
    return diffStandards(before.content, after.content, dictionary);
  }

  /** Whether two persons are needed to publish and activate. */
  async twoPersons(person: ActingPerson): Promise<boolean> {
    return this.database.read(person, twoPersonReview);
  }

  private async listed(standardId: string, version: number): Promise<ListedRelease> {
    const release = (await this.list(standardId)).find((one) => one.version === version);
    if (!release) throw noRelease(standardId, version);
    return release;
  }

  private async whole(tx: Transaction, standardId: string, version: number): Promise<WholeRelease> {
    requireId(standardId, version);
    const release = await wholeRelease(tx, standardId, version);
    if (!release) throw noRelease(standardId, version);
    return release;
  }

  private async checked(tx: Transaction, texts: ReleaseTexts, first = false): Promise<CheckedRelease> {
    const files = [
      [texts.file, texts.standard],
      [texts.casesFile, texts.cases ?? ''],
    ] as const;
    for (const [file, text] of files) {
      const fault = findTextFault(text);
      if (fault) throw new DomainError('invalid', 'SCORING.BAD_TEXT', `${file}：${fault.message}`);
    }
    const dictionary = await this.reference.dictionary();
    const baseOf = await baseInUse(tx, texts.standard);
    const read: ReadStandard = (text, facts, file) => loadStandard(text, facts, file, baseOf);
    if (first) return { ...checkRelease(texts, dictionary, undefined, read), before: null };
    const { release } = checkRelease({ ...texts, cases: null }, dictionary, undefined, read);
    const before = release && (await wholeRelease(tx, release.id));
    const report = checkRelease(texts, dictionary, () => before?.content ?? null, release ? () => release : read);
    return { ...report, before: before?.version ?? null };
  }
}

/** The standard that a supplement changes, as it is in use (or published last). */
async function baseInUse(tx: Transaction, text: string): Promise<BaseOf> {
  const id = /^extends:\s*['"]?([a-z0-9-]{3,60})/m.exec(text)?.[1];
  if (id === undefined) return () => null;
  const row = await tx.row<{ version: number }>('select version from standard_in_use where "standardId" = $1', [id]);
  const base = await wholeRelease(tx, id, row?.version);
  return (wanted) => (base && wanted === id ? { text: base.document, file: `${id}.yaml` } : null);
}

/** A standard holds for everybody, so only who may see everybody decides on it. */
function requireWholeScope({ scope }: ActingPerson): void {
  if (!scope.everything)
    throw new DomainError('forbidden', 'SCORING.WHOLE_SCOPE', '标准对全部企业有效，须由能看到全部企业的人发布和启用。');
}

/** Anything that is no id, a NUL among it, need not be looked up. */
function requireId(standardId: string, version: number): void {
  if (!/^[a-z0-9-]{3,60}$/.test(standardId) || version > 9999) throw noRelease(standardId, version);
}

function noRelease(standardId: string, version: number): DomainError {
  return new DomainError(
    'notFound',
    'SCORING.RELEASE_NOT_FOUND',
    `没有标准“${standardId.replace(/[^\p{L}\p{N}-]/gu, '').slice(0, 60)}”第 ${version} 版。请在标准页面核对编号和版本。`,
  );
}
