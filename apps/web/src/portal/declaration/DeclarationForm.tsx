import { explain, type MoneyUnit, moneyUnits, questionsOf, type QuestionSection } from '@tidu/criteria';
import { shanghaiDay } from '@tidu/kernel';
import { type ClipboardEvent, type ReactNode, useMemo, useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { ChoiceField } from '../../shared/forms/ChoiceField';
import { AdviceView } from '../../shared/score-card/AdviceView';
import { clauseNames } from '../../shared/score-card/clause-names';
import { Outcome } from '../../shared/ui/Outcome';
import { ProblemView } from '../../shared/ui/ProblemView';
import { changeUnit } from '../self-check/answers';
import { ResultBar, ResultPanel } from '../self-check/ResultPanel';
import type { OpenStandard } from '../self-check/self-check.queries';
import { useAdvice } from '../self-check/use-advice';
import { factsOfForm, pastedTexts, readTyped } from './answers';
import { ConfirmPart } from './ConfirmPart';
import type { AskedFact, Declaration } from './declaration.queries';
import { DeclaredItem } from './DeclaredItem';
import { EvidencePart } from './EvidencePart';
import { type KeptDraft, useDeclarationDraft } from './use-declaration';

interface DeclarationFormProps {
  enterpriseId: string;
  view: Declaration;
  standard: OpenStandard;
  mayFill: boolean;
  maySubmit: boolean;
  /** What couldn't be saved gives way to what stands on the server. */
  onRead: () => void;
}

/** The form: what is known stands there with its source, what is not is asked; judged in the page at every stroke. */
export function DeclarationForm(props: DeclarationFormProps) {
  const { enterpriseId, view, standard, mayFill, onRead } = props;
  const { evaluator, costs } = standard;
  const { dictionary } = evaluator;
  const draft = useDeclarationDraft(enterpriseId, view, dictionary);
  const { typed, standing, saving } = draft;
  const [day] = useState(() => shanghaiDay(Date.now()));
  const { purpose, asked } = view;
  const sections = useMemo(() => questionsOf(evaluator, purpose), [evaluator, purpose]);
  const read = useMemo(() => readTyped(evaluator, typed), [evaluator, typed]);
  const facts = useMemo(() => factsOfForm(dictionary, asked, read), [dictionary, asked, read]);
  const options = useMemo(() => ({ purpose, date: day }), [purpose, day]);
  const explanation = useMemo(() => explain(evaluator, facts, options), [evaluator, facts, options]);
  const advice = useAdvice(evaluator, facts, { ...options, costs });
  const labels = useMemo(() => clauseNames(explanation.clauses), [explanation]);
  const byCode = new Map(asked.map((one) => [one.code, one]));
  const toFill = asked
    .filter(({ by, open, known }) => by === 'enterprise' && open && known === null)
    .map(({ code }) => code);
  const done = toFill.filter((code) => read.get(code)?.value !== null && read.get(code)?.problem === null);
  const openCodes = asked.filter(({ open, by }) => open && by === 'enterprise').map(({ code }) => code);
  const refused = [...read].filter(([, { problem }]) => problem !== null).map(([code]) => ({ code, label: dictionary.get(code).label })); // prettier-ignore
  const isMoney = (code: string) => dictionary.find(code)?.type === 'money';
  const paste = (event: ClipboardEvent, code: string) => {
    const texts = pastedTexts(event.clipboardData.getData('text/plain'), code, openCodes, dictionary);
    if (texts === null) return;
    event.preventDefault();
    draft.type(texts);
  };
  return (
    <>
      <div className="self-check no-print">
        <section aria-labelledby="questions" className="questions">
          <div className="panel questions__head">
            <h2 id="questions">填写</h2>
            <p>
              标准要 {asked.length} 项：<b>{asked.filter(({ known }) => known !== null).length} 项已知</b>
              ，不用再填；还要填 <b>{toFill.length - done.length}</b> 项。已知而又问的 0 项。
            </p>
            <ChoiceField
              name="unit"
              legend="金额单位（整张表一样）"
              options={moneyUnits.map((unit) => ({ value: unit, label: unit }))}
              value={typed.unit}
              onChange={(unit) => draft.change(changeUnit(typed, unit as MoneyUnit, isMoney))}
            />
            <p className="quiet">
              不知道的留空，按缺数据算，不当作 0。可以从 Excel 里复制一列数、或“名称 + 数”两列，粘贴到任何一格。
            </p>
            <SavedWords draft={draft} />
            {saving.error && <ProblemView error={saving.error} retry={onRead} />}
          </div>
          {sections.map((section) => (
            <Section
              key={section.id}
              section={section}
              byCode={byCode}
              outcome={explanation.clauses.find(({ id }) => id === section.id)?.outcome ?? null}
            >
              {section.questions.map((question) => {
                const { code } = question.fact;
                const one = byCode.get(code);
                return (
                  one && (
                    <DeclaredItem
                      key={code}
                      {...{
                        question,
                        asked: one,
                        dictionary,
                        year: view.batch.year,
                        slip: view.slip,
                        enterpriseId,
                        applicationId: view.id,
                      }}
                      unit={typed.unit}
                      text={typed.texts[code] ?? ''}
                      read={read.get(code)}
                      mark={view.marks.find(({ fact }) => fact === code)?.remark ?? null}
                      mayFill={mayFill}
                      onText={(text) => draft.type({ [code]: text })}
                      onPaste={(event) => paste(event, code)}
                    />
                  )
                );
              })}
            </Section>
          ))}
          <EvidencePart
            {...{ enterpriseId, view, mayFill, dictionary }}
            texts={typed.texts}
            named={typed.evidence}
            problems={standing.problems}
            onNamed={(evidence) => draft.change({ evidence })}
          />
          <ConfirmPart
            {...props}
            draft={draft}
            unanswered={toFill
              .filter((code) => !done.includes(code))
              .map((code) => ({ code, label: dictionary.get(code).label }))}
          />
        </section>
        <ResultPanel
          explanation={explanation}
          sections={sections}
          progress={{ answered: asked.filter(({ code }) => facts.has(code)).length, asked: asked.length }}
          refused={refused}
          anchor="d-"
        />
      </div>
      <section className="no-print self-check__result" aria-labelledby="steps">
        <h2 id="steps" tabIndex={-1} className="self-check__heading">
          差一步清单
        </h2>
        <div className="panel">
          <AdviceView advice={advice} labels={labels} />
        </div>
      </section>
      <ResultBar explanation={explanation} />
    </>
  );
}

/** Whether what was typed is kept. */
export function SavedWords({ draft: { saving, standing, unsaved } }: { draft: KeptDraft }) {
  const { savedAt, savedByName } = standing;
  return (
    <p className="quiet" role="status">
      {saving.isPending || unsaved
        ? '正在保存草稿 …'
        : savedAt === null
          ? '填写后自动保存草稿。'
          : `草稿已存于 ${formatInstant(savedAt)}${savedByName === null ? '' : `，${savedByName}`}`}
    </p>
  );
}

interface SectionProps {
  section: QuestionSection;
  byCode: ReadonlyMap<string, AskedFact>;
  outcome: Parameters<typeof Outcome>[0]['outcome'] | null;
  children: ReactNode;
}

/** One topic under the words of the standard, with what remains of it. */
function Section({ section: { id, label, text, article, questions }, byCode, outcome, children }: SectionProps) {
  const rest = questions.filter(({ fact }) => byCode.get(fact.code)?.by === 'enterprise' && byCode.get(fact.code)?.known === null); // prettier-ignore
  return (
    <section className="panel question-section" aria-labelledby={`section-${id}`}>
      <header>
        <h3 id={`section-${id}`} tabIndex={-1}>
          {label}
        </h3>
        {outcome && <Outcome outcome={outcome} />}
      </header>
      {text && <p>{text}</p>}
      <p className="quiet">
        {article} · {questions.length} 项，{rest.length === 0 ? '都已知或由工信局判断' : `要填 ${rest.length} 项`}
      </p>
      <ul>{children}</ul>
    </section>
  );
}
