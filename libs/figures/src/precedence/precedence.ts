import type { FactDictionary } from '@tidu/criteria';
import { DomainError, type Problem } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { isFigure } from '../import/column-names';
import { type FigureSource, figureSources } from '../sources';

/** The row that holds for every fact without one of its own. */
export const everyFact = '*';

export interface PrecedenceRow {
  fact: string;
  sources: FigureSource[];
  reason: string;
}

/** In which order sources are believed (取数优先级), fact by fact. */
export class Precedence {
  private readonly byFact: ReadonlyMap<string, readonly FigureSource[]>;
  private readonly usual: readonly FigureSource[];

  constructor(rows: readonly PrecedenceRow[]) {
    this.byFact = new Map(rows.map(({ fact, sources }) => [fact, sources]));
    const usual = this.byFact.get(everyFact);
    if (!usual)
      throw new DomainError(
        'unavailable',
        'FIGURES.NO_PRECEDENCE',
        '取数优先级没有装入，无法判断哪个来源的数有效。请运行 tidu seed。',
      );
    this.usual = usual;
  }

  /** All sources, the most trusted first. */
  sourcesOf(fact: string): readonly FigureSource[] {
    return this.byFact.get(fact) ?? this.usual;
  }
}

/** The precedence as it stands. @throws DomainError `FIGURES.NO_PRECEDENCE` before the tables were seeded. */
export async function readPrecedence(tx: Transaction): Promise<Precedence> {
  return new Precedence(await tx.rows<PrecedenceRow>('select fact, sources, reason from source_precedence'));
}

const columns = ['fact', 'sources', 'reason'];

/**
 * The rows of `source-precedence.csv`, strictly: each row names every source exactly once and says why; the row `*`
 * must be there; facts are those that sources state.
 * @throws DomainError `FIGURES.BAD_PRECEDENCE` with every bad row.
 */
export function precedenceOf(
  rows: readonly Record<string, string>[],
  dictionary: FactDictionary,
  file = 'source-precedence.csv',
): PrecedenceRow[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const read = rows.map((row, i): PrecedenceRow => {
    const line = i + 2;
    const fail = (message: string): void =>
      void problems.push({
        ...{ where: { row: line }, code: 'FIGURES.BAD_PRECEDENCE', message: `${file} 第 ${line} 行：${message}。` },
      });
    for (const key of Object.keys(row)) if (!columns.includes(key)) fail(`不认识“${key}”这一列，请删去`);
    const { fact = '', reason = '' } = row;
    const sources = (row.sources ?? '').split('|').map((source) => source.trim());
    checkFact(fact, dictionary, seen, fail);
    for (const source of sources.filter((one) => !figureSources.includes(one as FigureSource)))
      fail(`“${source}”不是数据来源，应为 ${figureSources.join('、')}`);
    for (const source of figureSources.filter((one) => sources.filter((other) => other === one).length !== 1))
      fail(`“${source}”应恰好写一次，每个来源都要排上先后`);
    if (reason.trim() === '') fail('没有写理由，请在 reason 里说明为什么这样排');
    return { fact, sources: sources as FigureSource[], reason: reason.trim() };
  });
  if (!seen.has(everyFact))
    problems.push({
      ...{ where: {}, code: 'FIGURES.BAD_PRECEDENCE' },
      message: `${file}：缺少适用于所有指标的一行（fact 为 ${everyFact}）。`,
    });
  if (problems.length > 0) throw badPrecedence(problems);
  return read;
}

function checkFact(fact: string, dictionary: FactDictionary, seen: Set<string>, fail: (message: string) => void): void {
  const known = dictionary.find(fact);
  if (seen.has(fact)) fail(`“${fact}”已有一行，请合并`);
  seen.add(fact);
  if (fact === everyFact) return;
  if (!known) fail(`指标字典里没有“${fact}”，请核对指标代码`);
  else if (!isFigure(known)) fail(`“${fact}”（${known.label}）不是各来源填报的数，没有先后可排`);
}

function badPrecedence(problems: Problem[]): DomainError {
  const lines = problems.map(({ message }) => message).join('\n');
  return new DomainError(
    'invalid',
    'FIGURES.BAD_PRECEDENCE',
    `取数优先级有 ${problems.length} 处错误：\n${lines}`,
    problems,
  );
}
