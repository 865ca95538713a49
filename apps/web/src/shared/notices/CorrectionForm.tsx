import { InputNumber } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { fieldErrors } from '../api/problem';
import { Field } from '../ui/Field';
import { SendForm } from '../ui/SendForm';
import { TextField } from '../ui/TextField';
import { CorrectedNames, type Listed } from './CorrectedNames';
import { type NoticeChange, NoticeChanges } from './NoticeChanges';

/** A public notice as it is to stand in the place of another. */
export interface GivenCorrection {
  title: string;
  body: string;
  workingDays: number;
  reason: string;
  names: { itemId: string; name: string }[];
}

interface CorrectedNotice {
  title: string;
  body: string;
  workingDays: number;
  closesOn: string;
  list: readonly Listed[];
}

interface CorrectionFormProps {
  notice: CorrectedNotice;
  /** Least number of working days. */
  least: number;
  /** Last day of a period of so many that begins today, where it is known. */
  leastClosesOn?: string;
  /** What of the list can't be put right here, and where. */
  listHint: string;
  /** Under which field the operation tells what is wrong with the names. */
  listField: 'corrections' | 'names';
  sending: {
    isPending: boolean;
    error: Error | null;
    reset: () => void;
    mutate: (given: GivenCorrection, then: { onSuccess: () => void; onError: (error: Error) => void }) => void;
  };
  close: () => void;
}

/** Puts a public notice right: written, looked at before and after, published in the place of the former. */
export function CorrectionForm(props: CorrectionFormProps) {
  const { notice, least, leastClosesOn, listHint, listField, sending, close } = props;
  const [title, setTitle] = useState(notice.title);
  const [body, setBody] = useState(notice.body);
  const [days, setDays] = useState<number | null>(notice.workingDays);
  const [reason, setReason] = useState('');
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const [checking, setChecking] = useState(false);
  const given: GivenCorrection = {
    ...{ title: title.trim(), body: body.trim(), workingDays: days ?? 0, reason: reason.trim() },
    names: [...names].map(([itemId, name]) => ({ itemId, name: name.trim() })),
  };
  const changes = changesOf(notice, given);
  const until = days === least && leastClosesOn !== undefined ? `，到 ${leastClosesOn} 为止` : '';
  const lacking = lackingOf(given, least, changes);
  const errors = fieldErrors(sending.error);
  const nameErrors = new Map(
    given.names.flatMap(({ itemId }, i) => {
      const error = errors.get(`${listField}.${i}.name`) ?? errors.get(`${listField}.${i}.itemId`);
      return error === undefined ? [] : [[itemId, error] as const];
    }),
  );
  const send = () => {
    if (!checking) {
      sending.reset();
      return setChecking(true);
    }
    // what is wrong with a field is said at the field
    const onError = (error: Error) => fieldErrors(error).size > 0 && setChecking(false);
    sending.mutate(given, { onSuccess: close, onError });
  };
  return (
    <SendForm
      className="stacked"
      label="更正公示"
      sending={errors.size > 0 ? { ...sending, error: null } : sending}
      onSend={send}
      verb={checking ? '发布更正，公示期重新计算' : '核对更正前后'}
      ready={lacking === null}
      lacking={lacking}
      onCancel={checking ? () => setChecking(false) : close}
      cancelVerb={checking ? '返回修改' : '取消'}
    >
      {checking ? (
        <Preview {...{ given, changes, until }} closesOn={notice.closesOn} />
      ) : (
        <>
          {errors.size > 0 && (
            <p role="alert" className="field__error">
              没有发布：请改正标出的 {errors.size} 处，再发布一次。
            </p>
          )}
          <TextField label="标题" error={errors.get('title')} max={200} value={title} onChange={setTitle} />
          <TextField
            label="正文（名单之前）"
            error={errors.get('body')}
            max={5000}
            lines={4}
            value={body}
            onChange={setBody}
          />
          <CorrectedNames
            {...{ list: notice.list, names, hint: listHint, errors: nameErrors, error: errors.get(listField) }}
            onChange={setNames}
          />
          <Field
            label="公示几个工作日"
            hint={`从今天起重新计算，公布当天不计，至少 ${least} 个${until}`}
            error={
              errors.get('workingDays') ?? (given.workingDays < least ? `公示不得少于 ${least} 个工作日` : undefined)
            }
          >
            {(control) => <InputNumber {...control} min={1} max={99} precision={0} value={days} onChange={setDays} />}
          </Field>
          <TextField
            label="为什么更正（必填）"
            hint="公布在更正后的公示上"
            error={errors.get('reason')}
            max={500}
            lines={2}
            value={reason}
            onChange={setReason}
          />
        </>
      )}
    </SendForm>
  );
}

interface PreviewProps {
  given: GivenCorrection;
  changes: readonly NoticeChange[];
  /** Until when the period lasts, in words, where it is known. */
  until: string;
  /** Last day of the former notice. */
  closesOn: string;
}

/** What everybody will read otherwise, and what becomes of the former notice. */
function Preview({ given: { reason, workingDays }, changes, until, closesOn }: PreviewProps) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <section ref={place} tabIndex={-1} className="stacked" aria-label="更正前后">
      <p>
        <strong>
          公示期从今天起重新计算，{workingDays} 个工作日（公布当天不计）{until}。
        </strong>
        更正后的是另一份公示；原来的一份（原定到 {closesOn}）不再计期，仍然可以查看，注明已经更正，两份互相链接。
      </p>
      <p>更正的理由（公布）：{reason}</p>
      <NoticeChanges changes={changes} />
    </section>
  );
}

/** What is said otherwise, in the order in which the published notice tells it. */
function changesOf(notice: CorrectedNotice, { names, ...given }: GivenCorrection): NoticeChange[] {
  const own = (['title', 'body', 'workingDays'] as const).map((what) => ({
    ...{ what, position: null, before: String(notice[what]), after: String(given[what]) },
  }));
  const named = notice.list.map(({ id, position, name }) => ({
    ...{ what: 'name' as const, position, before: name },
    after: names.find(({ itemId }) => itemId === id)?.name ?? name,
  }));
  return [...own, ...named].filter(({ before, after }) => before !== after);
}

function lackingOf(
  { title, body, workingDays, reason, names }: GivenCorrection,
  least: number,
  changes: readonly NoticeChange[],
): string | null {
  if (title.length < 2 || body.length < 2) return '请写标题和正文';
  if (names.some(({ name }) => name === '')) return '更正后的名称不能空着；不用改的请按“不改”';
  if (workingDays < least) return `公示不得少于 ${least} 个工作日`;
  if (changes.length === 0) return '还没有改动任何内容';
  return reason.length < 2 ? '请写明为什么更正' : null;
}
