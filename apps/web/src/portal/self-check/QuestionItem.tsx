import { type FactDefinition, fieldUnit, type MoneyUnit, type Question, type ReadAnswer, unsure } from '@tidu/criteria';
import { ChoiceField, type ChoiceOption } from '../../shared/forms/ChoiceField';
import { NumberField } from '../../shared/forms/NumberField';

interface QuestionItemProps {
  question: Question;
  text: string;
  read: ReadAnswer | undefined;
  unit: MoneyUnit;
  /** Accounting year the question is about, where it is about one. */
  year: number | null;
  /** Where the section's own clause stands; said again only of clauses elsewhere. */
  article: string;
  /** Whether an answer can still change the result. */
  matters: boolean;
  onText: (text: string) => void;
}

/** One question: the fact, its meaning and definition, the clauses that ask for it, and the field. */
export function QuestionItem({ question, text, read, unit, year, article, matters, onText }: QuestionItemProps) {
  const { fact } = question;
  const id = `q-${fact.code}`;
  const words = <QuestionWords question={question} year={year} here={article} idle={text === '' && !matters} />;
  const options = optionsOf(fact);
  return (
    <li className="question">
      {options ? (
        <ChoiceField name={id} legend={fact.label} options={options} value={text} onChange={onText}>
          {words}
        </ChoiceField>
      ) : (
        <NumberField
          id={id}
          label={fact.label}
          unit={fieldUnit(fact, unit)}
          digits={fact.type !== 'code'}
          value={text}
          onChange={onText}
          problem={read?.problem ?? null}
          echo={read?.echo ?? null}
        >
          {words}
        </NumberField>
      )}
    </li>
  );
}

function optionsOf({ type, values, valueLabels, origin }: FactDefinition): ChoiceOption[] | null {
  const notSure = { value: unsure, label: origin === 'judged' ? '留给主管部门判断' : '不清楚' };
  if (type === 'boolean') return [{ value: 'true', label: '是' }, { value: 'false', label: '否' }, notSure];
  if (type === 'enum') return [...values.map((value, i) => ({ value, label: valueLabels[i] ?? value })), notSure];
  return null;
}

interface QuestionWordsProps {
  question: Question;
  year: number | null;
  here: string;
  idle: boolean;
}

function QuestionWords({ question, year, here, idle }: QuestionWordsProps) {
  const { fact, clauses } = question;
  return (
    <div className="question__words">
      <p>
        {fact.meaning}
        {year !== null && <strong>（{year} 年度）</strong>}
      </p>
      {fact.definition && (
        <p className="question__definition">
          <strong>口径</strong> {fact.definition}
        </p>
      )}
      <p className="question__clauses">
        用于{' '}
        {clauses.map(({ id, label, article }, i) => (
          <span key={id}>
            {i > 0 && '；'}
            {label}
            {article !== here && `（${article}）`}
          </span>
        ))}
        {idle && <em> · 现在不影响结果，可以不答</em>}
      </p>
    </div>
  );
}
