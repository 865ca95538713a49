import { Button, InputNumber, Radio, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Field, FieldGroup } from '../../../shared/ui/Field';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { TextField } from '../../../shared/ui/TextField';
import { sourceWords } from '../../words';
import { useFacts, useFigures } from '../enterprises.queries';
import { EntryFields } from './EntryFields';
import { type EntryUnit, entryUnits, readEntry, unitOf } from './entry-values';
import { EvidencePicker } from './EvidencePicker';
import { type Fact, type FigureSet, type Source, useSubmitFigures } from './figures.queries';

/** Where the form begins: year and source, and the facts somebody should look at. */
export interface EntryStart {
  year: number;
  source: Source;
  facts: readonly string[];
}

interface EntryFormProps {
  enterpriseId: string;
  start: EntryStart | null;
  onDone: () => void;
}

/** Figures of a year as a document says them: entered or corrected by hand, submitted as a revision that stays. */
export function EntryForm({ enterpriseId, start, onDone }: EntryFormProps) {
  const facts = useFacts();
  const figures = useFigures(enterpriseId);
  if (facts.error ?? figures.error) return <ProblemView error={facts.error ?? figures.error} />;
  if (!facts.data || !figures.data) return <Loading what="正在准备表单" />;
  const own = figures.data.items.filter(({ record }) => record === null);
  return <Form {...{ enterpriseId, start, onDone }} facts={facts.data.items} sets={own} />;
}

function Form(props: EntryFormProps & { facts: Fact[]; sets: FigureSet[] }) {
  const { enterpriseId, start, facts, sets, onDone } = props;
  const lastYear = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear() - 1;
  const [year, setYear] = useState<number>(start?.year ?? sets[0]?.year ?? lastYear);
  const [source, setSource] = useState<Source>(start?.source ?? sets[0]?.source ?? 'enterprise');
  const [unit, setUnit] = useState<EntryUnit>('万元');
  /** What was typed by fact; null takes the figure away. */
  const [entries, setEntries] = useState<Readonly<Record<string, string | null>>>({});
  const [document, setDocument] = useState('');
  const [reason, setReason] = useState('');
  const [evidenceId, setEvidenceId] = useState<string>();
  const submit = useSubmitFigures(enterpriseId);

  const form = useRef<HTMLFormElement>(null);
  // one came by a link to these very figures: the first of them is where to begin
  useEffect(() => {
    if (start) form.current?.querySelector<HTMLElement>('.entry-field--asked input')?.focus();
  }, [start]);

  const current = sets.find((set) => set.year === year && set.source === source);
  const typed = Object.entries(entries).filter(([, value]) => value === null || value.trim() !== '');
  const lacking = lackingOf(typed, facts, unit, { document, reason, corrects: current !== undefined });
  const send = () =>
    submit.mutate(
      {
        ...{ year, source, basedOn: current?.revision ?? 0, document },
        values: typed.map(([code, value]) => entryOf(facts, code, value, unit)),
        ...(reason.trim() !== '' && { reason }),
        ...(evidenceId !== undefined && { evidenceId }),
      },
      { onSuccess: onDone },
    );

  return (
    <form
      ref={form}
      className="entry-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="small-form--row">
        <Field label="会计年度">
          {(control) => (
            <InputNumber
              {...control}
              min={1949}
              max={2200}
              value={year}
              onChange={(value) => value && setYear(value)}
            />
          )}
        </Field>
        <Field label="数据来源" hint="数是谁说的；各来源并列保存">
          {(control) => (
            <Select
              {...control}
              value={source}
              onChange={setSource}
              options={Object.entries(sourceWords).map(([value, label]) => ({ value: value as Source, label }))}
            />
          )}
        </Field>
        <FieldGroup label="金额单位" hint="整张表用一个单位">
          <Radio.Group
            optionType="button"
            value={unit}
            options={entryUnits}
            onChange={(event) => setUnit(event.target.value as EntryUnit)}
          />
        </FieldGroup>
      </div>
      <p className="quiet">
        {current
          ? `这是更正：现为第 ${current.revision} 版。只写要改的数，其余沿用；原来的一版保留在案。`
          : '这个年度、这个来源还没有数据。知道哪些写哪些，不知道的留空。'}
      </p>
      <EntryFields
        facts={facts}
        context={{ sets, current, year, source, unit, asked: start?.facts ?? [] }}
        entries={entries}
        onEntry={(code, value) => setEntries({ ...entries, [code]: value })}
      />
      <TextField
        label="依据的文件"
        hint="名称或编号，如 豫审字〔2024〕12号"
        max={200}
        value={document}
        onChange={setDocument}
      />
      <EvidencePicker
        {...{ enterpriseId, year }}
        by="id"
        usual="auditReport"
        value={evidenceId}
        onChange={setEvidenceId}
      />
      <TextField label={current ? '更正的理由' : '说明（可不写）'} max={500} value={reason} onChange={setReason} />
      <div className="small-form__act">
        <Button type="primary" htmlType="submit" disabled={lacking !== null} loading={submit.isPending}>
          提交，成为第 {(current?.revision ?? 0) + 1} 版
        </Button>
        {lacking !== null && <span className="quiet">{lacking}</span>}
      </div>
      {submit.error && <ProblemView error={submit.error} />}
    </form>
  );
}

interface Words {
  document: string;
  reason: string;
  corrects: boolean;
}

/** What is still to be done before the form can be sent, or null. */
function lackingOf(typed: [string, string | null][], facts: Fact[], unit: EntryUnit, words: Words): string | null {
  if (typed.length === 0) return '还没有写任何数';
  const wrong = typed.find(([code, value]) => {
    const fact = facts.find((one) => one.code === code);
    return fact && value !== null && isNumber(fact) && readEntry(fact, value, unit).problem !== null;
  });
  if (wrong) return '有的数还读不懂，请看标出的地方';
  if (words.document.trim() === '') return '请写依据的文件';
  return words.corrects && words.reason.trim().length < 2 ? '更正须写理由' : null;
}

const isNumber = ({ min, type }: Fact): boolean => min !== null || type === 'money';

function entryOf(facts: Fact[], code: string, value: string | null, unit: EntryUnit) {
  const fact = facts.find((one) => one.code === code);
  const used = fact && value !== null && isNumber(fact) ? unitOf(fact, unit) : '';
  const named = fact?.type === 'money' || used === '%';
  return { code, value, ...(named && used !== '' && { unit: used }) };
}
