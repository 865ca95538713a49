import {
  type AdviceCosts,
  type Evaluator,
  explain,
  letterOf,
  type Purpose,
  questionsOf,
  type ResultContext,
  unsure,
} from '@tidu/criteria';
import { yearOf } from '@tidu/kernel';
import { useMemo } from 'react';
import { AdviceView } from '../../shared/score-card/AdviceView';
import { clauseNames } from '../../shared/score-card/clause-names';
import { LetterActions } from '../../shared/score-card/LetterActions';
import { LetterView } from '../../shared/score-card/LetterView';
import { ScoreCard } from '../../shared/score-card/ScoreCard';
import { type Answers, changeUnit, factsOf, readAnswers } from './answers';
import { Questions } from './Questions';
import { useAdvice } from './use-advice';
import { ResultBar, ResultPanel } from './ResultPanel';

interface CheckProps {
  evaluator: Evaluator;
  costs: AdviceCosts;
  purpose: Purpose;
  day: string;
  answers: Answers;
  onAnswers: (answers: Answers) => void;
}

/** The questions of one standard and what comes of the answers, judged in the page at every stroke. */
export function Check({ evaluator, costs, purpose, day, answers, onAnswers }: CheckProps) {
  const sections = useMemo(() => questionsOf(evaluator, purpose), [evaluator, purpose]);
  const read = useMemo(() => readAnswers(evaluator, answers), [evaluator, answers]);
  const facts = useMemo(() => factsOf(read), [read]);
  const explanation = useMemo(
    () => explain(evaluator, facts, { purpose, date: day }),
    [evaluator, facts, purpose, day],
  );
  const lastYear = yearOf(day) - 1;
  const context: ResultContext = useMemo(() => {
    const sources = Object.fromEntries([...facts.keys()].map((code) => [code, sourceOf(evaluator, code)]));
    return { enterprise: null, purpose, day, year: lastYear, sources, sheet: null };
  }, [evaluator, facts, purpose, day, lastYear]);
  const letter = useMemo(() => letterOf(explanation, context), [explanation, context]);

  const advice = useAdvice(evaluator, facts, { purpose, date: day, costs });
  const labels = useMemo(() => clauseNames(explanation.clauses), [explanation]);

  const codes = sections.flatMap(({ questions }) => questions.map(({ fact }) => fact.code));
  const answered = codes.filter((code) => facts.has(code) || answers.texts[code] === unsure).length;
  const refused = codes.filter((code) => read.get(code)?.problem);
  const isMoney = (code: string) => evaluator.dictionary.find(code)?.type === 'money';

  return (
    <>
      <div className="self-check no-print">
        <Questions
          sections={sections}
          answers={answers}
          read={read}
          explanation={explanation}
          year={lastYear}
          onUnit={(unit) => onAnswers(changeUnit(answers, unit, isMoney))}
          onText={(code, text) => onAnswers({ ...answers, texts: { ...answers.texts, [code]: text } })}
        />
        <ResultPanel
          explanation={explanation}
          sections={sections}
          progress={{ answered, asked: codes.length }}
          refused={refused.map((code) => ({ code, label: evaluator.dictionary.get(code).label }))}
        />
      </div>
      <section className="no-print self-check__result" aria-labelledby="result">
        <div className="self-check__result-head">
          <h2 id="result" tabIndex={-1}>
            三、逐条结果
          </h2>
          <div className="self-check__actions">
            <LetterActions letter={letter} explanation={explanation} />
          </div>
        </div>
        <ScoreCard explanation={explanation} context={context} />
      </section>
      <section className="no-print self-check__result" aria-labelledby="steps">
        <h2 id="steps" tabIndex={-1} className="self-check__heading">
          四、差一步清单
        </h2>
        <div className="panel">
          {facts.size === 0 ? (
            <p className="quiet">先回答几个问题，这里就会列出最省的办法。</p>
          ) : (
            <>
              {explanation.missing.length > 0 && (
                <p className="quiet">
                  还没有回答的题，在清单里写作“缺数据”“待补证明”或“待人判断”；答得越全，清单越准。
                </p>
              )}
              <AdviceView advice={advice} labels={labels} />
            </>
          )}
        </div>
      </section>
      <ResultBar explanation={explanation} />
      <div className="print-only">
        <LetterView letter={letter} />
        <h2>差一步清单</h2>
        <AdviceView advice={advice} labels={labels} />
      </div>
    </>
  );
}

/** What an enterprise says of itself stays its own word, most of all where somebody else has to judge. */
const sourceOf = ({ dictionary }: Evaluator, code: string): string =>
  dictionary.get(code).origin === 'judged' ? '企业自评，须由主管部门判断' : '企业自填';
