import { Select } from 'antd';
import { readScaled } from '@tidu/kernel';
import { NumberField } from '../../../shared/forms/NumberField';
import { Field } from '../../../shared/ui/Field';
import { type Beside, type EntryUnit, inFieldUnit, readEntry, slipHint, unitOf } from './entry-values';
import type { Fact, FigureSet, Source } from './figures.queries';

interface EntryContext {
  sets: FigureSet[];
  current: FigureSet | undefined;
  year: number;
  source: Source;
  unit: EntryUnit;
  /** Facts somebody should look at; marked, and in sight. */
  asked: readonly string[];
}

interface EntryFieldsProps {
  facts: Fact[];
  context: EntryContext;
  entries: Readonly<Record<string, string | null>>;
  onEntry: (code: string, value: string | null) => void;
}

/** The facts that a document may state: amounts and counts in sight, everything else behind. */
export function EntryFields({ facts, context, entries, onEntry }: EntryFieldsProps) {
  const stated = facts.filter(({ base, origin, type }) => base === null && origin === 'entered' && type !== 'code');
  const main = stated.filter(
    ({ type, code }) => type === 'money' || ['employees', 'rdStaff', 'techStaff'].includes(code),
  );
  const others = stated.filter((fact) => !main.includes(fact));
  const field = (fact: Fact) => (
    <EntryField key={fact.code} fact={fact} context={context} entry={entries[fact.code]} onEntry={onEntry} />
  );
  return (
    <>
      <div className="entry-fields">{main.map(field)}</div>
      <details className="figures__more" open={others.some(({ code }) => context.asked.includes(code))}>
        <summary>其他 {others.length} 项</summary>
        <div className="entry-fields">{others.map(field)}</div>
      </details>
    </>
  );
}

interface EntryFieldProps {
  fact: Fact;
  context: EntryContext;
  entry: string | null | undefined;
  onEntry: EntryFieldsProps['onEntry'];
}

function EntryField({ fact, context, entry, onEntry }: EntryFieldProps) {
  const held = context.current?.values.find(({ code }) => code === fact.code);
  const label = fact.label.replace(/[(（](上年度|上年末|当年度)[)）]/, '');
  const removed = entry === null;
  const className = context.asked.includes(fact.code) ? 'entry-field entry-field--asked' : 'entry-field';
  const remove = held !== undefined && (
    <button type="button" className="link-button" onClick={() => onEntry(fact.code, removed ? '' : null)}>
      {removed ? '不删' : '删去'}
    </button>
  );
  const now = held && <span className="quiet">现为 {shownValue(fact, held, context.unit)} </span>;
  if (fact.type === 'boolean' || fact.type === 'enum') {
    const options = fact.type === 'boolean' ? ['是', '否'] : fact.values.map(({ label: one }) => one);
    return (
      <div className={className}>
        <Field
          label={label}
          hint={
            <>
              {now}
              {remove}
            </>
          }
        >
          {(control) => (
            <Select
              {...control}
              allowClear
              disabled={removed}
              placeholder={removed ? '提交后删去' : '不改'}
              value={entry ?? null}
              popupMatchSelectWidth={false}
              onChange={(value: string | null) => onEntry(fact.code, value ?? '')}
              options={options.map((value) => ({ value, label: value }))}
            />
          )}
        </Field>
      </div>
    );
  }
  const read = readEntry(fact, entry ?? '', context.unit);
  const hint = slipHint(read.scaled, besideOf(fact, context));
  return (
    <div className={className}>
      <NumberField
        id={`entry-${fact.code}`}
        label={label}
        unit={unitOf(fact, context.unit)}
        value={removed ? '' : (entry ?? '')}
        onChange={(value) => onEntry(fact.code, value)}
        problem={read.problem}
        echo={read.echo}
        digits
      />
      <p className="entry-field__now">
        {removed ? <strong>提交后删去 </strong> : now}
        {remove}
      </p>
      {hint !== null && (
        <p className="entry-field__slip" role="status">
          {hint}
        </p>
      )}
    </div>
  );
}

function shownValue(fact: Fact, held: FigureSet['values'][number], unit: EntryUnit): string {
  if (typeof held.value === 'boolean') return held.value ? '是' : '否';
  if (held.valueLabel !== null) return held.valueLabel;
  return `${inFieldUnit(fact, held.value, unit)}${unitOf(fact, unit)}`;
}

/** The same amount as other sources and the years beside say it. */
function besideOf(fact: Fact, { sets, year, source, unit }: EntryContext): Beside[] {
  if (fact.type !== 'money') return [];
  return sets
    .filter((set) => Math.abs(set.year - year) <= 1 && !(set.year === year && set.source === source))
    .filter((set) => set.year === year || set.source === source)
    .flatMap((set) => {
      const held = set.values.find(({ code }) => code === fact.code);
      const scaled = typeof held?.value === 'string' ? readScaled(held.value, fact.scale) : null;
      if (!held || typeof scaled !== 'bigint') return [];
      return [{ words: `${set.year} 年${set.sourceLabel}的 ${shownValue(fact, held, unit)}`, scaled }];
    });
}
