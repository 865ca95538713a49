import { type Explanation, pointsText, type ResultContext } from '@tidu/criteria';
import { ScoreCard } from '../../../shared/score-card/ScoreCard';
import { Outcome } from '../../../shared/ui/Outcome';
import type { Case } from '../recognition.queries';

/** What the standard says of what was submitted, worked out anew; a difference from what is stored is said loudly. */
export function CaseEvaluation({ of }: { of: Case }) {
  const { evaluation, purpose, batch, revisions, revision, facts } = of;
  if (!evaluation) return null;
  const { faults, judged, outcome, points } = evaluation;
  const asOf = revisions.find(({ number }) => number === revision)?.asOf ?? '';
  const sources: Record<string, string> = {};
  for (const { code, sourceLabel, source, byBureau } of facts)
    if (byBureau || source !== null) sources[code] = byBureau ? '工信局人工判断' : (sourceLabel ?? source ?? '');
  const context: ResultContext = {
    ...{ enterprise: null, purpose, day: asOf, year: batch.year, sources },
    sheet: null,
  };
  return (
    <section className="stacked" aria-labelledby="case-evaluation">
      <h2 id="case-evaluation">按标准逐条评价</h2>
      {faults.length > 0 && (
        <div role="alert" className="case-faults">
          <strong>这次提交与所记的不符，请先查清再办理：</strong>
          <ul>
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </div>
      )}
      {judged.length > 0 && (
        <p className="quiet">
          下面连同工信局作的 {judged.length} 项人工判断；只按企业提交的内容是 <Outcome outcome={outcome} />
          {points && ` ${pointsText(points)} 分`}。
        </p>
      )}
      <ScoreCard explanation={evaluation.explanation as unknown as Explanation} context={context} />
    </section>
  );
}
