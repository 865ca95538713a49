import {
  displayFact,
  type FactDefinition,
  type FactDictionary,
  fieldUnit,
  type MoneyUnit,
  type ReadAnswer,
  yearOfQuestion,
} from '@tidu/criteria';
import { Button } from 'antd';
import { type ClipboardEvent, useState } from 'react';
import { ChoiceField, type ChoiceOption } from '../../shared/forms/ChoiceField';
import { NumberField } from '../../shared/forms/NumberField';
import { AskOpening } from './AskOpening';
import { valueOf } from './answers';
import type { AskedFact } from './declaration.queries';
import { type Slip, slipWords } from './slip';

interface DeclaredItemProps {
  question: { fact: FactDefinition; clauses: readonly { label: string; article: string }[] };
  asked: AskedFact;
  dictionary: FactDictionary;
  /** Accounting year of the batch. */
  year: number;
  slip: Slip;
  enterpriseId: string;
  /** The declaration, where it was returned and another field can be asked to be opened. */
  applicationId?: string;
  unit: MoneyUnit;
  text: string;
  read: ReadAnswer | undefined;
  /** What is to be put right. */
  mark: string | null;
  mayFill: boolean;
  onText: (text: string) => void;
  onPaste: (event: ClipboardEvent) => void;
}

/** One fact: what is known with its source, or the field; its meaning, its clauses, the year before. */
export function DeclaredItem(props: DeclaredItemProps) {
  const { question, asked, dictionary, text, mark, mayFill } = props;
  const { fact } = question;
  const { known, by, open } = asked;
  const [contesting, setContesting] = useState(false);
  const shown = known && displayFact(fact, valueOf(dictionary, fact.code, known.value));
  const isTyped = text !== '' || contesting || (mark !== null && open);
  const asksField = open && by === 'enterprise' && (known === null || isTyped);
  const contests = open && by !== 'judgement' && known !== null && !asksField;
  return (
    <li
      className={asksField ? 'question' : 'question declared'}
      id={`d-${fact.code}`}
      tabIndex={-1}
      onPaste={props.onPaste}
    >
      {mark !== null && <p className="declared__mark">要补正：{mark}</p>}
      {asksField ? <DeclaredField {...props} /> : <p className="declared__label">{fact.label}</p>}
      {known && (
        <p className="declared__known">
          已知 <b>{shown}</b>（{known.sourceLabel}
          {known.year !== null && `，${known.year} 年度`}，{known.asOf}）
          {text !== '' && ' · 与您填的并存，由工信局核定'}
        </p>
      )}
      {!known && !asksField && (
        <p className="declared__known">
          {by === 'judgement' && '由工信局判断，不用填。'}
          {by === 'register' && '取自登记信息，登记簿里还没有；请联系工信局补登。'}
          {by === 'enterprise' && <Submitted {...props} />}
        </p>
      )}
      {contests && mayFill && (
        <Button size="small" aria-label={`提出更正：${fact.label}`} onClick={() => setContesting(true)}>
          提出更正
        </Button>
      )}
      {!open && by === 'enterprise' && mayFill && props.applicationId !== undefined && (
        <AskOpening {...props} applicationId={props.applicationId} label={fact.label} />
      )}
    </li>
  );
}

function Submitted({ asked, dictionary, question, text, unit }: DeclaredItemProps) {
  const { fact } = question;
  if (text === '' && asked.submitted === null) return '没有填。';
  const plain = fact.type === 'boolean' || fact.type === 'enum' ? displayFact(fact, valueOf(dictionary, fact.code, text || asked.submitted)) : `${text || asked.submitted} ${fieldUnit(fact, unit)}`; // prettier-ignore
  return `已提交：${plain}`;
}

function DeclaredField(props: DeclaredItemProps) {
  const { question, asked, text, read, unit, mayFill, onText, dictionary } = props;
  const { fact } = question;
  const options = optionsOf(props);
  const words = <Words {...props} />;
  const lastYear = valueOf(dictionary, fact.code, asked.lastYear);
  const slip = slipWords(props.slip, fact, read?.value ?? null, lastYear);
  return (
    <>
      {options ? (
        <ChoiceField
          name={`f-${fact.code}`}
          legend={fact.label}
          options={options}
          value={text}
          onChange={mayFill ? onText : () => undefined}
        >
          {words}
        </ChoiceField>
      ) : (
        <NumberField
          id={`f-${fact.code}`}
          label={fact.label}
          unit={fieldUnit(fact, unit)}
          digits={fact.type !== 'code'}
          value={text}
          onChange={mayFill ? onText : () => undefined}
          problem={read?.problem ?? null}
          echo={read?.echo ?? null}
        >
          {words}
        </NumberField>
      )}
      {slip && (
        <p className="declared__slip" role="status">
          {slip}
        </p>
      )}
      {lastYear !== null && <p className="declared__known">上一年度 {displayFact(fact, lastYear)}</p>}
    </>
  );
}

function optionsOf({ question: { fact } }: DeclaredItemProps): ChoiceOption[] | null {
  const none = { value: '', label: '不填' };
  if (fact.type === 'boolean') return [{ value: 'true', label: '是' }, { value: 'false', label: '否' }, none];
  if (fact.type === 'enum')
    return [...fact.values.map((value, i) => ({ value, label: fact.valueLabels[i] ?? value })), none];
  return null;
}

function Words({ question: { fact, clauses }, year }: DeclaredItemProps) {
  const of = yearOfQuestion(fact, year);
  return (
    <div className="question__words">
      <p>
        {fact.meaning}
        {of !== null && <strong>（{of} 年度）</strong>}
      </p>
      {fact.definition && (
        <p className="question__definition">
          <strong>口径</strong> {fact.definition}
        </p>
      )}
      <p className="question__clauses">
        用于 {clauses.map(({ label, article }) => `${label}（${article}）`).join('；')}
      </p>
    </div>
  );
}
