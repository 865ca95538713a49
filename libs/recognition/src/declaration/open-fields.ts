import type { Transaction } from '@tidu/platform';
import { procedureOf } from '../rules/procedures';
import type { Declaration } from './declaration';
import type { Content } from './content';

/** A mark that is not answered yet. */
export interface OpenMark {
  fact: string;
  remark: string;
}

/** What may be typed now: everything before the first submission, then what was marked, else nothing. */
export interface OpenFields {
  all: boolean;
  codes: ReadonlySet<string>;
  marks: readonly OpenMark[];
  /** What was submitted last. */
  submitted: Pick<Content, 'answers' | 'evidence'>;
}

export async function openFieldsOf(
  tx: Transaction,
  { application }: Pick<Declaration, 'application'>,
): Promise<OpenFields> {
  const { id, procedure, state, revisionId } = application;
  const { states, start } = procedureOf(procedure);
  const row = await tx.row<{ content: Content }>('select content from application_revision where id = $1', [
    revisionId,
  ]);
  const submitted = row?.content ?? { answers: {}, evidence: [] };
  const isWithEnterprise = states.get(state)?.holder === 'enterprise';
  const marks = await tx.rows<OpenMark>(
    `select fact, remark from application_mark where "applicationId" = $1 and "answeredBy" is null order by id`,
    [id],
  );
  const codes = new Set(isWithEnterprise ? marks.map(({ fact }) => fact) : []);
  return { all: state === start, codes, marks: isWithEnterprise ? marks : [], submitted };
}
