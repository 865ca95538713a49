import { Injectable } from '@nestjs/common';
import type { EvidenceFileKind } from '@tidu/figures';
import { DomainError, type Problem, shanghaiDay, systemClock, today } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { askedAgain, type Claim, factsOfClaim } from './content';
import type { Declaration } from './declaration';
import { declarationRules } from './declaration-rules';
import { type DraftContent, emptyDraft, findDraft, type StoredDraft } from './draft';
import { evidenceOfClaim, obstacleToEvidence } from './evidence';
import { type Known, KnownFactsService } from './known-facts.service';
import { type OpenFields, openFieldsOf } from './open-fields';
import { type Asked, askedOf, readDraft } from './read-draft';

/** A declaration as somebody works on it. */
export interface Worked {
  asked: Asked[];
  known: Known;
  open: OpenFields;
  /** What stands in the form: as saved, else as submitted without what was marked, else nothing. */
  draft: DraftContent;
  stored: StoredDraft | null;
}

/** What would be submitted of a declaration, and what stands in its way. */
@Injectable()
export class ClaimService {
  constructor(
    private readonly known: KnownFactsService,
    private readonly reference: ReferenceService,
  ) {}

  async work(tx: Transaction, declaration: Declaration): Promise<Worked> {
    const { application, batch, standard } = declaration;
    const stored = await findDraft(tx, application.id);
    const open = await openFieldsOf(tx, declaration);
    const draft = stored ?? begun(open);
    const known = await this.known.of(tx, application.enterpriseId, batch.year, today(systemClock));
    return { asked: askedOf(standard.evaluator, application.purpose), known, open, draft, stored };
  }

  /**
   * The content to be confirmed.
   * @throws DomainError `RECOGNITION.DRAFT` with everything that stands in the way, by its field.
   */
  async claim(
    tx: Transaction,
    declaration: Declaration,
    worked: Worked,
  ): Promise<{ claim: Claim; askedAgain: number }> {
    const { application, batch, standard } = declaration;
    const { asked, known, draft, open } = worked;
    const { values, problems } = readDraft(standard.evaluator, asked, draft.answers);
    const { dictionary } = await this.reference.facts();
    const files = await obstacleToEvidence(tx, declaration, draft, dictionary);
    refuse([...problems, ...files, ...unanswered(worked, dictionary)]);
    const enterprise = await tx.row<Claim['enterprise']>(
      'select name, "creditCode", "regionCode" from enterprise where id = $1',
      [application.enterpriseId],
    );
    if (!enterprise) throw new Error('no enterprise');
    const by = { name: worked.stored?.savedByName ?? tx.person.name, asOf: shanghaiDay(new Date(worked.stored?.savedAt ?? Date.now())) }; // prettier-ignore
    const told = factsOfClaim(standard.evaluator, asked, known, values, by);
    const { id, name, title, level, year } = batch;
    const fromRecords = asked.map(({ fact }) => fact.code).filter((code) => !values.has(code));
    const claim: Claim = {
      ...{ ...told, answers: { ...draft.answers }, enterprise, batch: { id, name, title, level, year } },
      evidence: await evidenceOfClaim(tx, application.enterpriseId, draft.evidence, known, fromRecords),
      commitment: declarationRules().commitment,
    };
    // a correction answers by what it states now: what was stated before is not known any better
    const counted = open.all ? askedAgain(known, values) : 0;
    return { claim, askedAgain: counted };
  }
}

/** What a correction begins from: what was submitted, without what was marked; else an empty form. */
function begun({ all, submitted, codes }: OpenFields): DraftContent {
  if (all) return emptyDraft;
  const kept = Object.entries(submitted.answers).filter(([code]) => !codes.has(code));
  const files = submitted.evidence.filter(({ fileHash, kind }) => fileHash !== undefined && !codes.has(kind));
  const unit = Object.values(submitted.answers).find((one) => /元$/.test(one.unit))?.unit;
  return {
    unit: unit === '元' || unit === '亿元' ? unit : '万元',
    answers: Object.fromEntries(kept),
    evidence: files.map(({ kind, recordId }) => ({ kind: kind as EvidenceFileKind, recordId })),
  };
}

/** What was marked has to be said anew: what stood there before is not taken once more in silence. */
function unanswered(
  { open, draft }: Worked,
  dictionary: { find: (code: string) => { label: string } | undefined },
): Problem[] {
  return open.marks
    .filter(({ fact }) => !draft.answers[fact] && !draft.evidence.some(({ kind }) => kind === fact))
    .map(({ fact, remark }) => ({
      ...{ where: { field: fact }, code: 'RECOGNITION.MARK_OPEN' },
      message: `${dictionary.find(fact)?.label ?? '佐证材料'}：要补正（${remark}），还没有重新填写。`,
    }));
}

/** @throws DomainError `RECOGNITION.DRAFT` with everything that stands in the way, by its field; nothing where none does. */
export function refuse(problems: Problem[]): void {
  if (problems.length === 0) return;
  const message = `还有 ${problems.length} 处要改，改好后才能确认和提交：${problems.map((one) => one.message).join(' ')}`;
  throw new DomainError('invalid', 'RECOGNITION.DRAFT', message.slice(0, 1500), problems);
}
