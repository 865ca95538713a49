import { uuidv7 } from '@tidu/kernel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { settle } from '../../../shared/api/client';
import { asProblem } from '../../../shared/api/problem';
import { FieldGroup } from '../../../shared/ui/Field';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { ActControl } from './ActControl';
import { type ActField, type ActTime, type ActValues, faultsOf } from './act-fields';
import './act.css';

interface ActDrawerProps {
  title: string;
  /** What the act will do, before it is done. */
  lead?: ReactNode;
  fields: readonly ActField[];
  time: ActTime;
  initial?: ActValues;
  /** Words of the button. */
  verb: string;
  /** Sends what was typed; the key makes a request sent again do nothing twice. */
  send: (values: ActValues, key: string) => Parameters<typeof settle>[0];
  /** Called after it was taken in. */
  onDone?: () => void;
  onClose: () => void;
}

const edited: ActField[] = [
  { name: 'effectiveOn', label: '自哪天起', kind: 'day', required: true, hint: '这天以前的内容留作历史' },
];
const span: ActField[] = [
  { name: 'validFrom', label: '自哪天起', kind: 'day', hint: '不填为一直如此' },
  { name: 'validUntil', label: '到哪天止', kind: 'day', hint: '这天起不再如此；不填为至今' },
];
const end: ActField[] = [
  { name: 'validUntil', label: '到哪天止', kind: 'day', required: true, hint: '这天起不再如此' },
];
const why: ActField[] = [
  { name: 'reason', label: '原因', kind: 'text', required: true, maxLength: 500, hint: '记入变更记录，以后查得到' },
  { name: 'source', label: '依据', kind: 'text', maxLength: 200, hint: '文件、文号或提供人' },
];

/**
 * A change of the register: what, since when, why, by what. What was typed stays when the server refuses it; who was
 * faster is said in its words, and what stands now is read again behind the drawer.
 */
export function ActDrawer(props: ActDrawerProps) {
  const { title, lead, fields, time, initial = {}, verb, send, onDone, onClose } = props;
  const [values, setValues] = useState<ActValues>(initial);
  const [tried, setTried] = useState(false);
  const [key] = useState(() => uuidv7());
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (given: ActValues) => settle(send(given, key)),
    onSuccess: () => {
      onDone?.();
      onClose();
    },
    // after a refusal too: somebody else may have changed what is shown
    onSettled: () => queries.invalidateQueries({ predicate: ({ queryKey: [of] }) => touched.has(String(of)) }),
  });
  const set = (name: string) => (value: string) => setValues((now) => ({ ...now, [name]: value }));
  const faults = tried ? faultsOf(fields, time, values) : {};
  const refused = act.error ? asProblem(act.error).errors : [];
  const fault = (name: string) =>
    faults[name] ?? refused.find(({ where }) => where?.field?.replace(/^values\./, '') === name)?.message;
  const controls = (of: readonly ActField[]) =>
    of.map((field) => (
      <ActControl
        key={field.name}
        field={field}
        value={values[field.name] ?? ''}
        error={fault(field.name)}
        onChange={set(field.name)}
      />
    ));
  const submit = () => {
    setTried(true);
    if (Object.keys(faultsOf(fields, time, values)).length === 0) act.mutate(values);
  };
  return (
    <Drawer open title={title} mask={false} size={440} onClose={onClose} className="act no-print">
      <form
        className="act__form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {lead && <p className="quiet">{lead}</p>}
        {controls(fields)}
        {time === 'edit' && (
          <FieldGroup label="这是">
            <Radio.Group
              value={values.mode ?? 'change'}
              onChange={(event) => set('mode')(String(event.target.value))}
              options={[
                { value: 'change', label: '变更：自某日起不同了' },
                { value: 'correct', label: '更正：原来就记错了' },
              ]}
            />
          </FieldGroup>
        )}
        {time === 'edit' && values.mode !== 'correct' && controls(edited)}
        {time === 'span' && controls(span)}
        {time === 'end' && controls(end)}
        {controls(why)}
        {act.error && <ProblemView error={act.error} />}
        <div className="act__buttons">
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            {verb}
          </Button>
          <Button onClick={onClose}>不改了</Button>
        </div>
      </form>
    </Drawer>
  );
}

/** What is read again after an act. */
const touched = new Set(['enterprise', 'enterprise-changes', 'enterprises', 'enterprise-officers', 'duplicates']);
