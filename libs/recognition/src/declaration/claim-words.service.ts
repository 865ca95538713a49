import { Injectable } from '@nestjs/common';
import { displayFact, type FactDictionary, readFacts } from '@tidu/criteria';
import { ReferenceService } from '@tidu/reference';
import type { HeldConfirmation } from './confirmations.service';
import type { Claim } from './content';
import type { ClaimedFactDto, HeldConfirmationDto } from './portal/declaration.portal.dto';

/** What is claimed, as a person reads it who has never seen the form. */
@Injectable()
export class ClaimWords {
  constructor(private readonly reference: ReferenceService) {}

  async of({
    content,
    purpose,
    hash,
    expiresAt,
    createdByName,
    confirmedAt,
  }: HeldConfirmation): Promise<HeldConfirmationDto> {
    const { dictionary } = await this.reference.facts();
    const { enterprise, batch, facts, origins, evidence, commitment } = content;
    return {
      ...{ enterpriseName: enterprise.name, creditCode: enterprise.creditCode, batchName: batch.name },
      ...{ purpose, commitment, hash, expiresAt, createdByName, confirmedAt },
      facts: claimedFacts(dictionary, { facts, origins }),
      evidence: evidence.map(({ name, period }) => (period === undefined ? name : `${name}（${period}）`)),
    };
  }
}

/** Facts with where they come from, in words. */
export function claimedFacts(
  dictionary: FactDictionary,
  { facts, origins }: Pick<Claim, 'facts' | 'origins'>,
): ClaimedFactDto[] {
  return Object.entries(facts).map(([code, value]) => {
    const origin = origins[code];
    const known = origin?.known;
    return {
      ...{ label: dictionary.find(code)?.label ?? code, value: inWords(dictionary, code, value) },
      sourceLabel: origin?.sourceLabel ?? '',
      otherwise: known ? `${known.sourceLabel}为 ${inWords(dictionary, code, known.value)}` : null,
    };
  });
}

function inWords(dictionary: FactDictionary, code: string, value: string | boolean | null): string {
  const fact = dictionary.find(code);
  if (!fact) return String(value);
  return displayFact(fact, readFacts(JSON.stringify({ [code]: value }), dictionary).get(code) ?? null);
}
