import type { ReactNode } from 'react';
import type { OutcomeName } from '@tidu/criteria';
import { formatCount } from '../../shared/format/amounts';
import { outcomeOrder, outcomeWords } from '../../shared/outcome-words';
import type { RehearsalDetail, RowFilter } from './rehearsals.queries';

export type Cell = Pick<RowFilter, 'old' | 'new'>;

interface OutcomeMatrixProps {
  rehearsal: RehearsalDetail;
  /** The cell whose enterprises are listed. */
  chosen: Cell;
  /** Makes of a number a link to the enterprises it counts. */
  link: (cell: Cell, label: string, words: ReactNode) => ReactNode;
}

const wordsOf = (name: OutcomeName | undefined) => (name === undefined ? '合计' : outcomeWords[name]);

/** Old outcome by new outcome, with sums: the diagonal is who stays. */
export function OutcomeMatrix({ rehearsal: { outcomes, unchangedKept }, chosen, link }: OutcomeMatrixProps) {
  const present = outcomeOrder.filter((name) => outcomes.some((one) => one.old === name || one.new === name));
  const lines = [...present, undefined];
  const cellOf = (old: OutcomeName | undefined, next: OutcomeName | undefined) => {
    const count = outcomes
      .filter((one) => (old ?? one.old) === one.old && (next ?? one.new) === one.new)
      .reduce((sum, one) => sum + one.count, 0);
    const isSum = old === undefined || next === undefined;
    // a sum holds those that stay; of everybody there is no list to open
    const opens = count > 0 && (old ?? next) !== undefined && (unchangedKept || (!isSum && old !== next));
    const words = formatCount(count);
    const label = `旧结果${wordsOf(old)}、新结果${wordsOf(next)}：看这 ${words} 家`;
    const name = [
      isSum ? 'is-sum' : old === next ? 'is-same' : count > 0 ? 'is-moved' : 'is-none',
      ...(opens && chosen.old === old && chosen.new === next ? ['is-chosen'] : []),
    ];
    return (
      <td key={next ?? 'sum'} className={name.join(' ')}>
        {opens ? link({ old, new: next }, label, words) : words}
      </td>
    );
  };
  return (
    <section className="panel" aria-labelledby="matrix">
      <h2 id="matrix">旧结果与新结果（家）</h2>
      <div className="outcome-matrix__scroll" tabIndex={0} role="region" aria-label="旧结果与新结果">
        <table className="outcome-matrix">
          <thead>
            <tr>
              <th scope="col">旧 ＼ 新</th>
              {lines.map((name) => (
                <th key={name ?? 'sum'} scope="col">
                  {wordsOf(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((old) => (
              <tr key={old ?? 'sum'}>
                <th scope="row">{wordsOf(old)}</th>
                {lines.map((next) => cellOf(old, next))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet outcome-matrix__how">
        {unchangedKept
          ? '点一个数字，下面列出这些企业。'
          : '这次双跑没有留下结果不变的企业名单；要看，请再做一次双跑。'}
      </p>
    </section>
  );
}
