import { badField } from '../../recognition.errors';
import type { DraftContent } from '../draft';
import type { SaveDeclarationDto } from './declaration.portal.dto';

/** What was sent, as a draft keeps it. @throws DomainError `RECOGNITION.TWICE` where a fact or a file stands there twice. */
export function draftOf({ unit, answers, evidence }: SaveDeclarationDto): DraftContent {
  const once = (field: string, keys: readonly string[]) => {
    if (new Set(keys).size < keys.length) throw badField(field, 'TWICE', `${field}：有一项写了两次，请只留一个。`);
  };
  once(
    'answers',
    answers.map(({ code }) => code),
  );
  once(
    'evidence',
    evidence.map(({ recordId }) => recordId),
  );
  return {
    ...{ unit, evidence: evidence.map(({ kind, recordId }) => ({ kind, recordId })) },
    answers: Object.fromEntries(answers.map((one) => [one.code, { text: one.text, unit: one.unit }])),
  };
}
