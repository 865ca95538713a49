import { formatCount } from '../../shared/format/amounts';
import { outcomeOrder, outcomeWords } from '../../shared/outcome-words';
import type { RehearsalDetail } from './rehearsals.queries';

/** Old outcome by new outcome: the diagonal is who stays. */
export function OutcomeMatrix({ outcomes }: { outcomes: RehearsalDetail['outcomes'] }) {
  const present = outcomeOrder.filter((name) => outcomes.some((one) => one.old === name || one.new === name));
  const of = (old: string, next: string) => outcomes.find((one) => one.old === old && one.new === next)?.count ?? 0;
  return (
    <section className="panel" aria-labelledby="matrix">
      <h2 id="matrix">旧结果与新结果（家）</h2>
      <div className="outcome-matrix__scroll" tabIndex={0} role="region" aria-label="旧结果与新结果">
        <table className="outcome-matrix">
          <thead>
            <tr>
              <th scope="col">旧 ＼ 新</th>
              {present.map((name) => (
                <th key={name} scope="col">
                  {outcomeWords[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {present.map((old) => (
              <tr key={old}>
                <th scope="row">{outcomeWords[old]}</th>
                {present.map((next) => (
                  <td key={next} className={old === next ? 'is-same' : of(old, next) > 0 ? 'is-moved' : undefined}>
                    {formatCount(of(old, next))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
