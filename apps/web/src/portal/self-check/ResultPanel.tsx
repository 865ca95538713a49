import {
  type Explanation,
  metText,
  missingText,
  OUTCOME_LABELS,
  pointsNumber,
  pointsText,
  type QuestionSection,
} from '@tidu/criteria';
import { IntervalBar } from '../../shared/score-card/IntervalBar';
import { Outcome } from '../../shared/ui/Outcome';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { useDebounced } from '../../shared/ui/use-debounced';

interface ResultPanelProps {
  explanation: Explanation;
  sections: readonly QuestionSection[];
  progress: { answered: number; asked: number };
  /** Answers that could not be read. */
  refused: { code: string; label: string }[];
  /** Before the code of a fact in the id of its question. */
  anchor?: string;
}

/** The result beside the questions: it moves while one types, and says what to look at next. */
export function ResultPanel({ explanation, sections, progress, refused, anchor = 'q-' }: ResultPanelProps) {
  const { outcome, points, maxPoints, clauses, missing } = explanation;
  const line = clauses.find((clause) => clause.kind === 'total')?.line ?? null;
  const waits = missingText(missing);
  const settled = outcome === 'met' || outcome === 'unmet';
  return (
    <aside className="panel result-panel" aria-labelledby="now">
      <h2 id="now">
        现在的结果 <PreAssessment />
      </h2>
      <p>
        <Outcome outcome={outcome} large />
      </p>
      {points && maxPoints !== null ? (
        <div>
          <p className="result-panel__points">
            <b className="number">{pointsText(points)}</b> <span className="quiet">满分 {pointsNumber(maxPoints)}</span>
          </p>
          <IntervalBar points={points} full={maxPoints} line={line} large />
        </div>
      ) : (
        <p className="result-panel__points">{metText(explanation)}</p>
      )}
      {settled ? (
        <p>结果已经确定，没答的题不再影响它。</p>
      ) : (
        waits !== '' && <p className="result-panel__waits">{waits}</p>
      )}
      {refused.length > 0 && (
        <div className="result-panel__refused">
          <p>{refused.length} 个数没有读懂，先按缺数据算：</p>
          <ul>
            {refused.map(({ code, label }) => (
              <li key={code}>
                <Jump to={`${anchor}${code}`}>{label}</Jump>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className="quiet">
        已答 {progress.answered} 题，共 {progress.asked} 题
      </p>
      <nav aria-label="各部分">
        <ul className="result-panel__parts">
          {sections.map(({ id, label }) => {
            const clause = clauses.find((one) => one.id === id);
            return (
              <li key={id}>
                <Jump to={`section-${id}`}>{label}</Jump>
                {clause && <Outcome outcome={clause.outcome} />}
              </li>
            );
          })}
          {anchor === 'q-' && (
            <li>
              <Jump to="result">逐条结果、打印和保存</Jump>
            </li>
          )}
          <li>
            <Jump to="steps">差一步清单</Jump>
          </li>
        </ul>
      </nav>
      <Spoken explanation={explanation} />
    </aside>
  );
}

/** The result at the lower edge of a small window, where the panel stands out of sight. */
export function ResultBar({ explanation }: { explanation: Explanation }) {
  const { outcome, points } = explanation;
  return (
    <div className="result-bar no-print">
      <Outcome outcome={outcome} />
      {points && <b className="number">{pointsText(points)}</b>}
      <Jump to="now">看结果</Jump>
    </div>
  );
}

/** A link within the page: leads the eye and the keyboard there without touching the address. */
function Jump({ to, children }: { to: string; children: string }) {
  return (
    <a
      href={`#${to}`}
      onClick={(event) => {
        event.preventDefault();
        const target = document.getElementById(to);
        target?.scrollIntoView({ block: 'start' });
        target?.focus({ preventScroll: true });
      }}
    >
      {children}
    </a>
  );
}

/** What changed, for those who cannot see it change; said when the typing pauses. */
function Spoken({ explanation }: { explanation: Explanation }) {
  const { outcome, points, missing } = explanation;
  const text = [OUTCOME_LABELS[outcome], points && pointsText(points), missingText(missing)].filter(Boolean).join('，');
  const said = useDebounced(text, 800);
  return (
    <p role="status" className="visually-hidden">
      现在的结果：{said}
    </p>
  );
}
