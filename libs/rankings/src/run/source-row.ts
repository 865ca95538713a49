import { sourceOfLetter } from '@tidu/scoring';
import type { FactInput, RowInputs } from '../evaluate/measure';
import type { Identity } from '../evaluate/ranker';

/** An enterprise with what its row is computed of. */
export interface SourceRow {
  enterpriseId: string;
  identity: Identity;
  inputs: RowInputs;
}

/** A row as {@link sourceSql} selects it. */
export function sourceRow(cells: readonly (string | null)[], keys: readonly string[]): SourceRow {
  const [enterpriseId = '', creditCode = '', name = '', regionCode = '', industryCode = null] = cells as string[];
  const inputs: RowInputs = {};
  keys.forEach((key, i) => {
    const [value, letter] = [cells[5 + 2 * i] ?? null, cells[6 + 2 * i] ?? undefined];
    const isStated = !key.startsWith('score:') && key !== 'industry';
    const input: FactInput = [
      valueText(value),
      !isStated || value === null ? null : (sourceOfLetter(letter)?.code ?? null),
    ];
    inputs[key] = input;
  });
  return { enterpriseId, identity: { creditCode, name, regionCode, industryCode }, inputs };
}

const valueText = (value: string | null) => (value === 't' ? 'true' : value === 'f' ? 'false' : value);
