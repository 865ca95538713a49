import { formatYuan } from '@tidu/kernel';
import { toCase } from '../cases/case-view';
import { benefitWords } from '../catalogue/catalogue.queries';
import type { Combination } from '../combination/best-combination';
import type { CombinationDto, EnterpriseSupportDto, OwnMeasureDto, TaxReliefDto } from '../console/support.console.dto';
import { type Why, whyLabels } from '../matching/standing-sql';
import type { EnterpriseSupport, OwnMeasure } from './enterprise-support.service';
import type { TaxRelief } from './reliefs.service';

const yuan = (fen: bigint | null) => (fen === null ? null : formatYuan(fen));

/** An enterprise's support as console and portal answer it. */
export function toSupport(found: EnterpriseSupport): EnterpriseSupportDto {
  const { today, measures, formerCases, combination, received, relief, reliefs } = found;
  const combined = ({ codes, total }: Combination): CombinationDto => ({
    ...{ codes, names: codes.map((code) => combination?.names.get(code) ?? code), total: formatYuan(total) },
  });
  return {
    measures: measures.map((one) => toOwn(one, today)),
    formerCases: formerCases.map((one) => toCase(one, today)),
    combination: combination && {
      best: combined(combination.best),
      runnerUp: combination.runnerUp && combined(combination.runnerUp),
    },
    ...{ received: formatYuan(received), relief: formatYuan(relief), total: formatYuan(received + relief) },
    reliefs: reliefs.map(toRelief),
  };
}

function toOwn(
  { known, explanation, worked, standing, why, against, daysLeft, outcome, case: own }: OwnMeasure,
  today: string,
): OwnMeasureDto {
  const { row, measure } = known;
  const { code, name, source, confidence, department, contact, audience, mode, benefit, inputs, materials } = measure;
  return {
    ...{
      measureId: row.id,
      code,
      name,
      document: source.number,
      article: source.article,
      confidence,
      department,
      contact,
    },
    ...{
      audience,
      mode,
      pays: benefit.kind !== 'service',
      benefit: benefitWords(measure),
      inputs,
      materials,
      outcome,
      explanation,
    },
    ...{ amount: yuan(worked.amount), workings: worked.steps, missing: worked.missing, standing, why, daysLeft },
    ...{ whyText: why && whyText(why, against), case: own && toCase(own, today) },
  };
}

/** Of a conflict: which measure it is. */
const whyText = (why: Why, against: readonly string[]): string =>
  against.length === 0
    ? whyLabels[why]
    : `与已享受或办理中的${against.map((name) => `“${name}”`).join('、')}不能同时享受`;

export function toRelief({
  id,
  year,
  kind,
  amount,
  department,
  source,
  recordedAt,
  recordedByName,
  withdrawnWhy,
}: TaxRelief): TaxReliefDto {
  return {
    ...{ id, year, kind, amount: formatYuan(BigInt(amount)), department, source, recordedByName, withdrawnWhy },
    recordedAt: recordedAt.toISOString(),
  };
}
