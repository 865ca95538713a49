import type { FactDictionary } from '@tidu/criteria';
import { type EvidenceFileKind, evidenceFit, evidenceLabels } from '@tidu/figures';
import { namedEvidence } from '@tidu/enterprises';
import { addDays, type Problem } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { declarationRules, type EvidenceRule } from './declaration-rules';
import type { Declaration } from './declaration';
import type { DraftContent, NamedFile } from './draft';
import type { Evidence } from './content';
import type { Known } from './known-facts.service';

interface StoredEvidence {
  id: string;
  kind: EvidenceFileKind;
  fileName: string;
  sha256: string;
  periodFrom: string | null;
  periodUntil: string | null;
}

async function filesOf(tx: Transaction, enterpriseId: string, named: readonly NamedFile[]): Promise<StoredEvidence[]> {
  if (named.length === 0) return [];
  return tx.rows<StoredEvidence>(
    `select id, kind, "fileName", sha256, "periodFrom"::text as "periodFrom", "periodUntil"::text as "periodUntil"
     from evidence_file where id = any($1::uuid[]) and "enterpriseId" in (select enterprise_family(enterprise_survivor($2)))
     order by id`,
    [named.map(({ recordId }) => recordId), enterpriseId],
  );
}

/** Evidence asked for by figures the enterprise states itself: a kind, the years it has to cover. */
export function evidenceAsked(
  dictionary: FactDictionary,
  year: number,
  stated: Iterable<string>,
): { rule: EvidenceRule; facts: string[]; years: number[] }[] {
  const codes = [...stated];
  return declarationRules().evidence.flatMap((rule) => {
    const facts = codes.filter((code) => rule.facts.includes(dictionary.find(code)?.base ?? code));
    const years = [...new Set(facts.map((code) => year + (dictionary.find(code)?.offset ?? 0)))].sort((a, b) => b - a);
    return facts.length === 0 ? [] : [{ rule, facts, years }];
  });
}

/** What is wrong with the evidence: of another enterprise, of the wrong year, missing. */
export async function obstacleToEvidence(
  tx: Transaction,
  { application, batch }: Pick<Declaration, 'application' | 'batch'>,
  { answers, evidence }: DraftContent,
  dictionary: FactDictionary,
): Promise<Problem[]> {
  const files = await filesOf(tx, application.enterpriseId, evidence);
  const problems: Problem[] = evidence
    .filter(({ recordId }) => !files.some(({ id }) => id === recordId))
    .map(({ kind }) => problem(kind, 'EVIDENCE_GONE', '没有这份佐证材料，请重新选择或上传。'));
  for (const { rule, years } of evidenceAsked(dictionary, batch.year, Object.keys(answers))) {
    const label = evidenceLabels[rule.kind];
    const own = files.filter(({ kind }) => kind === rule.kind);
    if (own.length === 0 && rule.required) {
      problems.push(problem(rule.kind, 'NO_EVIDENCE', `缺${label}（${years.join('、')} 年度），请上传或选择已有的。`));
      continue;
    }
    if (!rule.ofYear) continue;
    for (const year of years)
      if (own.length > 0 && !own.some((file) => evidenceFit(file, year) === 'covers'))
        problems.push(
          problem(rule.kind, 'WRONG_YEAR', `${label}的所属期间没有盖住 ${year} 年度，请核对期间或换一份。`),
        );
  }
  return problems;
}

const problem = (kind: string, code: string, message: string): Problem => ({
  ...{ where: { field: `evidence.${kind}` }, code: `RECOGNITION.${code}`, message },
});

/** The evidence of a declaration: files that were named, records that known facts follow from. */
export async function evidenceOfClaim(
  tx: Transaction,
  enterpriseId: string,
  named: readonly NamedFile[],
  known: Known,
  codes: Iterable<string>,
): Promise<Evidence[]> {
  const files = (await filesOf(tx, enterpriseId, named)).map(
    ({ id, kind, fileName, sha256, periodFrom, periodUntil }) => ({
      ...{ kind, recordId: id, name: fileName, fileHash: sha256 },
      ...(periodFrom !== null && periodUntil !== null && { period: `${periodFrom}/${addDays(periodUntil, -1)}` }),
    }),
  );
  const ids = new Set([...codes].flatMap((code) => known.facts.get(code)?.records ?? []));
  const records = (await namedEvidence(tx, [...ids])).map(({ id, kind, name }) => ({ kind, recordId: id, name }));
  return [...files, ...records];
}
