import { DomainError } from '@tidu/kernel';
import type { FactDefinition } from './fact';
import { type DictionaryFile, readDictionaryRows } from './fact-rows';
import { normalizeHeader } from './headers';

/**
 * All facts a standard, a form or a file may name. It is data: a district adds facts by rows, and they are usable at
 * once in standards, forms and imports.
 */
export class FactDictionary {
  private readonly byCode: ReadonlyMap<string, FactDefinition>;
  private readonly headers: ReadonlyMap<string, FactDefinition>;

  private constructor(readonly facts: readonly FactDefinition[]) {
    this.byCode = new Map(facts.map((fact) => [fact.code, fact]));
    this.headers = new Map(
      facts.flatMap((fact) => [fact.code, fact.label, ...fact.aliases].map((name) => [normalizeHeader(name), fact])),
    );
  }

  /**
   * Builds the dictionary from the rows of `facts.csv` (header names as keys).
   * @param file name used in messages
   * @param own what the district adds, behind the national facts
   * @throws DomainError `CRITERIA.BAD_DICTIONARY` listing every bad cell with its file and line.
   */
  static fromRows(
    rows: readonly Record<string, string>[],
    file = 'facts.csv',
    own: readonly DictionaryFile[] = [],
  ): FactDictionary {
    const { facts, problems } = readDictionaryRows([{ file, rows }, ...own]);
    if (problems.length > 0) {
      const lines = problems.map((problem) => problem.message).join('\n');
      throw new DomainError(
        'invalid',
        'CRITERIA.BAD_DICTIONARY',
        `指标字典有 ${problems.length} 处错误：\n${lines}`,
        problems,
      );
    }
    return new FactDictionary(facts);
  }

  /** The definition of a code, or undefined. */
  find(code: string): FactDefinition | undefined {
    return this.byCode.get(code);
  }

  /** The definition of a code. @throws DomainError `CRITERIA.UNKNOWN_FACT`. */
  get(code: string): FactDefinition {
    const fact = this.byCode.get(code);
    if (fact) return fact;
    throw new DomainError('invalid', 'CRITERIA.UNKNOWN_FACT', `指标字典里没有“${code}”，请核对指标代码。`);
  }

  /**
   * The fact a file's header means: its code, label or an alias, whatever the width, case and spacing of the header.
   * Never a guess: undefined when nothing matches. Units in brackets are for the caller to take off.
   */
  byHeader(header: string): FactDefinition | undefined {
    return this.headers.get(normalizeHeader(header));
  }

  /** A dictionary with only these facts, for a page that needs no more; unknown codes are refused. */
  pick(codes: readonly string[]): FactDictionary {
    return new FactDictionary(codes.map((code) => this.get(code)));
  }
}
