import {
  type Explanation,
  type MoneyUnit,
  moneyUnits,
  type QuestionSection,
  type ReadAnswer,
  yearOfQuestion,
} from '@tidu/criteria';
import { ChoiceField } from '../../shared/forms/ChoiceField';
import { Confidence } from '../../shared/ui/Confidence';
import { Outcome } from '../../shared/ui/Outcome';
import type { Answers } from './answers';
import { QuestionItem } from './QuestionItem';

interface QuestionsProps {
  sections: readonly QuestionSection[];
  answers: Answers;
  read: ReadonlyMap<string, ReadAnswer>;
  explanation: Explanation;
  /** Accounting year of “last year”. */
  year: number;
  onUnit: (unit: MoneyUnit) => void;
  onText: (code: string, text: string) => void;
}

/** All questions under the words of the standard, each section with how it stands by now. */
export function Questions({ sections, answers, read, explanation, year, onUnit, onText }: QuestionsProps) {
  const settled = explanation.outcome === 'met' || explanation.outcome === 'unmet';
  const needed = new Set(settled ? [] : explanation.missing.map(({ code }) => code));
  const clauses = new Map(explanation.clauses.map((clause) => [clause.id, clause]));
  return (
    <section aria-labelledby="questions" className="questions">
      <div className="panel questions__head">
        <h2 id="questions">二、回答问题</h2>
        <ChoiceField
          name="unit"
          legend="金额单位（整张表一样）"
          options={moneyUnits.map((unit) => ({ value: unit, label: unit }))}
          value={answers.unit}
          onChange={(unit) => onUnit(unit as MoneyUnit)}
        />
        <p className="quiet">
          不知道的留空或选“不清楚”，按缺数据算，不当作 0，也不当作没有达到。数字可以从 Excel 里复制粘贴。
        </p>
      </div>
      {sections.map(({ id, label, text, article, confidence, questions }) => {
        const clause = clauses.get(id);
        return (
          <section key={id} className="panel question-section" aria-labelledby={`section-${id}`}>
            <header>
              <h3 id={`section-${id}`} tabIndex={-1}>
                {label}
              </h3>
              {clause && <Outcome outcome={clause.outcome} />}
            </header>
            {text && <p>{text}</p>}
            <p className="quiet">
              {article} <Confidence of={confidence} />
            </p>
            <ul>
              {questions.map((question) => {
                const { code } = question.fact;
                return (
                  <QuestionItem
                    key={code}
                    question={question}
                    text={answers.texts[code] ?? ''}
                    read={read.get(code)}
                    unit={answers.unit}
                    article={article}
                    year={yearOfQuestion(question.fact, year)}
                    matters={needed.has(code)}
                    onText={(next) => onText(code, next)}
                  />
                );
              })}
            </ul>
          </section>
        );
      })}
    </section>
  );
}
