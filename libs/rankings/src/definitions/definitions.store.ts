import { DomainError } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { DefinitionBody } from './body';

/** A version of a definition as it stands. */
export interface StoredDefinition {
  id: string;
  code: string;
  version: number;
  title: string;
  own: boolean;
  year: number;
  asOf: string;
  text: string;
  body: DefinitionBody;
  hash: string;
  note: string;
  proposedAt: Date;
  proposedBy: string;
  proposedByName: string;
  publishedAt: Date | null;
  publishedByName: string | null;
}

export const definitionColumns = `d.id, d.code, d.version, d.title, d.own, d.year, d."asOf"::text as "asOf", d.text, d.body,
  d.hash, d.note, d."proposedAt", d."proposedBy", d."proposedByName", p."publishedAt", p."publishedByName"`;
export const definitionFrom =
  'ranking_definition d left join ranking_definition_publication p on p."definitionId" = d.id';

/** @throws DomainError `RANKINGS.NO_DEFINITION`. */
export async function getDefinition(tx: Transaction, id: string): Promise<StoredDefinition> {
  const row = await tx.row<StoredDefinition>(`select ${definitionColumns} from ${definitionFrom} where d.id = $1`, [
    id,
  ]);
  if (row) return row;
  throw new DomainError('notFound', 'RANKINGS.NO_DEFINITION', '没有这个排名定义，请从排名定义列表里选择。');
}

/** @throws DomainError `RANKINGS.NO_DEFINITION`, `RANKINGS.NOT_PUBLISHED`. */
export async function publishedDefinition(tx: Transaction, id: string): Promise<StoredDefinition> {
  const found = await getDefinition(tx, id);
  if (found.publishedAt !== null) return found;
  throw new DomainError(
    'conflict',
    'RANKINGS.NOT_PUBLISHED',
    `“${found.title}”第 ${found.version} 版还没有发布，不能排名。请由另一个人核对后发布。`,
  );
}

/** The version before: the same code, or null. */
export const previousDefinition = (tx: Transaction, { code, version }: StoredDefinition) =>
  tx.row<StoredDefinition>(
    `select ${definitionColumns} from ${definitionFrom} where d.code = $1 and d.version < $2 order by d.version desc limit 1`,
    [code, version],
  );
