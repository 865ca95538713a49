import { FactDictionary, type MoneyUnit, moneyUnits, readAnswer } from '@tidu/criteria';
import { type ClipboardEvent, useMemo } from 'react';
import { ChoiceField } from '../../shared/forms/ChoiceField';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { pastedTexts } from '../declaration/answers';
import { SavedWords } from '../declaration/DeclarationForm';
import { DeclaredItem } from '../declaration/DeclaredItem';
import type { KeptDraft } from '../declaration/use-declaration';
import { changeUnit } from '../self-check/answers';
import { useFileUpdate, useUpdateDraft, type YearlyUpdate } from './updates.queries';

interface UpdateFormProps {
  enterpriseId: string;
  view: YearlyUpdate;
  rights: readonly string[];
  /** What couldn't be saved gives way to what stands on the server. */
  onRead: () => void;
}

/** The figures of the year: what is known stands there with its source, what is not is asked. */
export function UpdateForm({ enterpriseId, view, rights, onRead }: UpdateFormProps) {
  const dictionary = useMemo(() => FactDictionary.fromRows(view.facts), [view.facts]);
  const draft = useUpdateDraft(enterpriseId, view, dictionary);
  const { typed, saving } = draft;
  const { asked } = view;
  const read = useMemo(
    () => new Map(asked.map(({ code }) => [code, readAnswer(dictionary.get(code), typed.texts[code] ?? '', typed.unit, dictionary)])), // prettier-ignore
    [asked, dictionary, typed],
  );
  const openCodes = asked.map(({ code }) => code);
  const unknown = asked.filter(({ known }) => known === null);
  const open = unknown.filter(({ code }) => (typed.texts[code] ?? '') === '');
  const isMoney = (code: string) => dictionary.find(code)?.type === 'money';
  const paste = (event: ClipboardEvent, code: string) => {
    const texts = pastedTexts(event.clipboardData.getData('text/plain'), code, openCodes, dictionary);
    if (texts === null) return;
    event.preventDefault();
    draft.type(texts);
  };
  return (
    <>
      <section className="panel questions__head" aria-labelledby="questions">
        <h2 id="questions">填写</h2>
        <p>
          称号的标准要 {asked.length} 项：<b>{asked.length - unknown.length} 项已知</b>，不用再填；还要填{' '}
          <b>{open.length}</b> 项。已知的有变化，请提出更正。
        </p>
        <ChoiceField
          name="unit"
          legend="金额单位（整张表一样）"
          options={moneyUnits.map((unit) => ({ value: unit, label: unit }))}
          value={typed.unit}
          onChange={(unit) => draft.change(changeUnit(typed, unit as MoneyUnit, isMoney))}
        />
        <p className="quiet">不知道的留空，按缺数据算，不当作 0。可以从 Excel 里复制，粘贴到任何一格。</p>
        <SavedWords draft={draft} />
        {saving.error && <ProblemView error={saving.error} retry={onRead} />}
      </section>
      <section className="panel question-section" aria-label={`${view.figuresYear} 年度数据`}>
        <ul>
          {asked.map((one) => (
            <DeclaredItem
              key={one.code}
              {...{ dictionary, asked: one, enterpriseId, year: view.figuresYear, slip: view.slip, mark: null }}
              question={{ fact: dictionary.get(one.code), clauses: one.clauses.map((clause) => ({ label: `${clause.standardName} ${clause.label}`, article: clause.article })) }} // prettier-ignore
              unit={typed.unit}
              text={typed.texts[one.code] ?? ''}
              read={read.get(one.code)}
              mayFill={rights.includes('fill')}
              onText={(text) => draft.type({ [one.code]: text })}
              onPaste={(event) => paste(event, one.code)}
            />
          ))}
        </ul>
      </section>
      <FilePart {...{ enterpriseId, view, draft }} maySubmit={rights.includes('submit')} open={open.length} />
    </>
  );
}

interface FilePartProps {
  enterpriseId: string;
  view: YearlyUpdate;
  maySubmit: boolean;
  /** How many fields are neither known nor filled in. */
  open: number;
  draft: KeptDraft;
}

/** What is left to be put right, and filing. */
function FilePart({ enterpriseId, view, maySubmit, open, draft }: FilePartProps) {
  const { version, problems } = draft.standing;
  const unsaved = draft.unsaved || draft.saving.isError;
  const filing = useFileUpdate(enterpriseId, view.year);
  if (!maySubmit) return <p className="panel">您可以填写，不能提交；填好以后请本企业有提交权限的人登录后提交。</p>;
  return (
    <section className="panel stacked" aria-labelledby="file">
      <h2 id="file">提交</h2>
      {problems.length > 0 && (
        <div className="declaration__marks" role="status">
          <p>
            <strong>还有 {problems.length} 处要改</strong>，改好后才能提交：
          </p>
          <ul>
            {problems.map(({ field, code, message }) => (
              <li key={field + code}>
                <a href={`#d-${field}`}>{message}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <SendForm
        className="stacked"
        label="提交年度更新"
        sending={filing}
        onSend={() => filing.mutate(version)}
        verb={`提交 ${view.year} 年的更新`}
        ready={!unsaved && problems.length === 0}
        lacking={unsaved ? '正在保存草稿' : '请先改好上面几处'}
      >
        <p>
          {open > 0 && `还有 ${open} 项没有填，按缺数据提交。`}
          填的数据随之记入年度数据，来源是本企业。提交时间以服务器为准，提交后得到回执。
        </p>
      </SendForm>
    </section>
  );
}
