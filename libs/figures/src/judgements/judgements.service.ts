import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import type { FactDefinition } from '@tidu/criteria';
import { EnterprisesQueries } from '@tidu/enterprises';
import { DomainError, shanghaiTime, systemClock, today, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction, stale } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type { JudgementDto } from '../console/judgements.console.dto';
import { type AttachedFile, attachedFile, attachedView } from '../evidence/attached-file';
import { EvidenceFilesService } from '../evidence/evidence-files.service';
import { fromCopyText } from '../figure-values';
import { factReader } from '../import/fact-cell';
import { figureValue } from '../figure-values';
import { countedOn, dayEnd } from '../together';

/** A judgement as an officer records it. */
export interface NewJudgement {
  year: number;
  fact: string;
  value: string;
  reason: string;
  basis: string;
  evidenceId?: string;
  /** The judgement it takes the place of, as the person saw it; absent where there was none. */
  replaces?: string;
}

interface Row extends Omit<JudgementDto, 'label' | 'value' | 'valueText' | 'evidence'> {
  value: string;
  file: AttachedFile | null;
}

const columns = `j.id, j."enterpriseId", j.year::int as year, j.fact, j.value, j.reason, j.basis, ${attachedFile} as file,
  j."judgedAt", j."judgedByName", j."revokedAt", j."revokedByName", j."revokedReason", j."replacedBy"`;
const from = 'from judgement j left join evidence_file v on v.id = j."evidenceId"';

/**
 * Facts that a person judges (人工判断): by an officer, for one enterprise and year, with reason and basis. A judgement
 * is never changed; a later one revokes it. No source and no import can state such a fact.
 */
@Injectable()
export class JudgementsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly enterprises: EnterprisesQueries,
    private readonly evidence: EvidenceFilesService,
    private readonly trail: AuditTrail,
  ) {}

  /** Records a judgement; the one it replaces is revoked by it. @throws DomainError `PLATFORM.STALE` (409). */
  async judge(person: ActingPerson, enterpriseId: string, given: NewJudgement): Promise<JudgementDto> {
    await this.enterprises.one(person, enterpriseId);
    const { dictionary } = await this.reference.facts();
    const value = readValue(dictionary.find(given.fact), given);
    const { year, fact, reason, basis, evidenceId } = given;
    if (year > Number(today(systemClock).slice(0, 4)))
      throw new DomainError('invalid', 'FIGURES.YEAR', `year：${year} 年度还没有开始，不能判断。`);
    const id = uuidv7();
    await this.database.write(person, async (tx) => {
      await this.evidence.require(tx, enterpriseId, evidenceId);
      await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `judgement ${enterpriseId} ${year} ${fact}`,
      ]);
      const current = await tx.row<Row>(
        `select ${columns} ${from} where j."enterpriseId" = $1 and j.year = $2 and j.fact = $3 and j."revokedAt" is null`,
        [enterpriseId, year, fact],
      );
      if ((current?.id ?? null) !== (given.replaces ?? null)) throw late(current);
      if (current) await revokeRow(tx, current.id, reason, id);
      await tx.rows(
        `insert into judgement (id, "enterpriseId", year, fact, value, reason, basis, "evidenceId", "judgedBy", "judgedByName")
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [id, enterpriseId, year, fact, value, reason, basis, evidenceId ?? null, person.id, person.name],
      );
      await this.trail.record(tx, {
        ...{ action: 'figures.judge', objectType: 'judgement', objectId: id, reason },
        ...(current && { before: { id: current.id, value: current.value } }),
        after: { enterpriseId, year, fact, value, basis, evidenceId },
      });
    });
    return this.one(person, id);
  }

  /** Takes a judgement back without another in its place. @throws DomainError `FIGURES.JUDGEMENT_NOT_FOUND`, `PLATFORM.STALE`. */
  async revoke(person: ActingPerson, id: string, reason: string): Promise<JudgementDto> {
    const judgement = await this.one(person, id);
    await this.database.write(person, async (tx) => {
      if (!(await revokeRow(tx, id, reason, null))) throw late(judgement);
      const { enterpriseId, year, fact, value } = judgement;
      const before = { enterpriseId, year, fact, value };
      await this.trail.record(tx, { action: 'figures.revoke', objectType: 'judgement', objectId: id, before, reason });
    });
    return this.one(person, id);
  }

  /**
   * All judgements of an enterprise, those that count first, revoked ones behind; also those on records that were
   * merged into it, which count where it has none of its own. `asOf`: as they stood at the end of that day.
   */
  async ofEnterprise(person: ActingPerson, enterpriseId: string, asOf?: string): Promise<JudgementDto[]> {
    await this.enterprises.one(person, enterpriseId);
    const held = countedOn(asOf, 'j."judgedAt"', 'j."revokedAt"');
    const rows = await this.database.read(person, (tx) =>
      tx.rows<Row & { held: boolean }>(
        `select ${columns}, ${held} as held ${from} where j."enterpriseId" in (select enterprise_family($1))
           and ${asOf === undefined ? '$2::date is null' : `j."judgedAt" < ${dayEnd('$2')}`}
         order by ${held} desc, j.year desc, j.fact, j."judgedAt" desc limit 500`,
        [enterpriseId, asOf ?? null],
      ),
    );
    return this.views(rows.map(({ held: stood, ...row }) => (stood ? { ...row, ...unrevoked } : row)));
  }

  private async one(person: ActingPerson, id: string): Promise<JudgementDto> {
    const row = await this.database.read(person, (tx) =>
      tx.row<Row>(`select ${columns} ${from} where j.id = $1`, [id]),
    );
    const [view] = row ? await this.views([row]) : [];
    if (view) return view;
    throw new DomainError('notFound', 'FIGURES.JUDGEMENT_NOT_FOUND', '没有这条判断，或企业不在您的管理范围内。');
  }

  private async views(rows: Row[]): Promise<JudgementDto[]> {
    const dictionary = await this.reference.dictionary();
    return rows.map(({ file, ...row }) => {
      const fact = dictionary.find(row.fact);
      const stored = fact?.type === 'boolean' ? row.value === 'true' : row.value;
      const [shown] = fact ? figureValue(fact, stored) : [];
      const value = shown?.value ?? row.value;
      const valueText = typeof value === 'boolean' ? (value ? '是' : '否') : (shown?.valueLabel ?? value);
      const evidence = attachedView(file, row.year);
      return { ...row, label: fact?.label ?? row.fact, value, valueText, evidence };
    });
  }
}

/** The value in the form it is kept: `true`, a code, or a scaled integer. */
function readValue(fact: FactDefinition | undefined, { fact: code, value }: NewJudgement): string {
  const refuse = (why: string, message: string): never => {
    throw new DomainError('invalid', why, message, [{ where: { field: 'value' }, value, code: why, message }]);
  };
  if (!fact) return refuse('FIGURES.UNKNOWN_FACT', `指标字典里没有“${code.slice(0, 60)}”，请核对指标代码。`);
  if (fact.origin !== 'judged')
    return refuse('FIGURES.NOT_JUDGED', `“${fact.label}”不是由人判断的指标，请作为年度数据填写，或在登记资料里改。`);
  const cell = factReader(fact, fact.type === 'money' ? '元' : fact.unit)(value);
  if ('code' in cell) return refuse(cell.code, `${fact.label}：${cell.message}`);
  if (cell.value === null) return refuse('FIGURES.EMPTY', `${fact.label}：没有写明判断的结果。`);
  return String(fromCopyText(fact, cell.value));
}

/** What was revoked later stood all the same. */
const unrevoked = { revokedAt: null, revokedByName: null, revokedReason: null, replacedBy: null };

/** False when it has been revoked already. */
async function revokeRow(tx: Transaction, id: string, reason: string, replacedBy: string | null): Promise<boolean> {
  const row = await tx.row(
    `update judgement set "revokedAt" = now(), "revokedBy" = $2, "revokedByName" = $3, "revokedReason" = $4, "replacedBy" = $5
     where id = $1 and "revokedAt" is null returning id`,
    [id, tx.person.id, tx.person.name, reason, replacedBy],
  );
  return row !== null;
}

function late(current: Pick<Row, 'judgedAt' | 'judgedByName' | 'revokedAt'> | null): DomainError {
  const said =
    current && current.revokedAt === null
      ? `${current.judgedByName}已于 ${shanghaiTime(new Date(current.judgedAt))}另有判断`
      : '原来的判断已经撤销';
  return stale(said);
}
