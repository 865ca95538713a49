import { isDay } from '@tidu/kernel';

/** One thing a form of the register asks for. */
export interface ActField {
  name: string;
  label: string;
  kind:
    'text' | 'long' | 'day' | 'choice' | 'region' | 'industry' | 'zone' | 'chain' | 'officer' | 'enterprise' | 'check';
  /** Of a choice: value and words. */
  options?: Readonly<Record<string, string>>;
  hint?: string;
  required?: boolean;
  maxLength?: number;
}

/** What was typed, by the field's name; empty: not given. */
export type ActValues = Readonly<Record<string, string>>;

/**
 * How an act lies in time. `edit`: so since a day, or wrong all along; `span`: from a day to a day; `end`: no longer from
 * a day on; `day`: on one day, or on none; `none`: time has no part in it.
 */
export type ActTime = 'edit' | 'span' | 'end' | 'none';

/** What is wrong with what was typed, by the field's name; empty: it can be sent. */
export function faultsOf(fields: readonly ActField[], time: ActTime, values: ActValues): Record<string, string> {
  const faults: Record<string, string> = {};
  const demand = (name: string, message: string) => {
    if ((values[name] ?? '').trim() === '') faults[name] = message;
  };
  const day = (name: string) => {
    const value = values[name] ?? '';
    if (value !== '' && !isDay(value)) faults[name] = '请写成 2026-03-31 这样的日期';
  };
  for (const { name, label, kind, required } of fields) {
    if (required) demand(name, `请填写${label}`);
    if (kind === 'day') day(name);
  }
  if (time === 'edit' && values.mode !== 'correct') demand('effectiveOn', '请填写自哪天起');
  if (time === 'end') demand('validUntil', '请填写到哪天止');
  for (const name of ['effectiveOn', 'validFrom', 'validUntil']) day(name);
  if ([...(values.reason ?? '').trim()].length < 2) faults.reason = '请写明原因，至少两个字';
  return faults;
}

/** The part of a request's body that says when, why and by what. */
export function whenAndWhy(time: ActTime, values: ActValues) {
  const given = (name: string) => (values[name] ? { [name]: values[name] } : {});
  return {
    reason: values.reason ?? '',
    ...given('source'),
    ...(time === 'edit' && values.mode !== 'correct' && given('effectiveOn')),
    ...(time === 'span' && { ...given('validFrom'), ...given('validUntil') }),
    ...(time === 'end' && given('validUntil')),
  } as { reason: string; source?: string; effectiveOn?: string; validFrom?: string; validUntil: string };
}

/** The fields of a body that were filled in. */
export function filled(values: ActValues, ...names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
}
