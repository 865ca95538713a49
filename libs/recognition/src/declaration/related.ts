import type { Related } from '../relations/relations';

/**
 * Why a firm may not choose a title because of who holds one: titles are public. Who else declares is not, so that is
 * never told; where it can't be told whether products are similar, nothing is refused here.
 */
export function publicObstacle(related: Related | undefined): string | null {
  const found = related?.found.find(({ rule, effect }) => rule.against === 'holds' && effect === 'blocks');
  if (!found) return null;
  return `${found.rule.words}（${found.rule.source}）。登记的企业关系或主导产品不对的，请联系工信局更正。`;
}

/** Told to every firm of a group, whether others of it declare or not. */
export const groupAdvice =
  '本企业登记为集团成员：同一集团主导产品相近的企业，本称号一般只推荐一家，请先在集团内商定由哪一家申报。';
