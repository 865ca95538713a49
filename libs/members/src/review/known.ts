import { type Candidate, CandidatesQueries } from '@tidu/enterprises';
import type { ActingPerson, Database } from '@tidu/platform';
import { findRegistration } from '../registrations/registration';

/** The record that bears the code a request claims, today or in former times; null where the officer sees none. */
export async function knownUnder(
  database: Database,
  candidates: CandidatesQueries,
  person: ActingPerson,
  requestId: string,
): Promise<Candidate | null> {
  const { creditCode } = await database.read(person, (tx) => findRegistration(tx, requestId));
  const found = await candidates.byCode(person, creditCode);
  return (
    found.find(({ foundBy }) => foundBy === 'creditCode') ?? found.find(({ foundBy }) => foundBy === 'alias') ?? null
  );
}
