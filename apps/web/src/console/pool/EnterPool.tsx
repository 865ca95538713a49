import { useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState } from 'react';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { EnterprisePicker } from '../enterprises/act/EnterprisePicker';
import { titleWords } from '../words';
import { type NewPoolEntry, type Track, trackWords, useEnterPool } from './pool.queries';
import { firstTerms, readTerms, TermsFields } from './TermsFields';

/** Takes an enterprise into the pool by hand. */
export function EnterPool({ close }: { close: () => void }) {
  const [enterprise, setEnterprise] = useState<string>();
  const [track, setTrack] = useState<Track>('specialty');
  const [title, setTitle] = useState<NewPoolEntry['title']>('specializedSme');
  const [ground, setGround] = useState('');
  const [typed, setTyped] = useState(firstTerms);
  const entering = useEnterPool();
  const navigate = useNavigate();
  const terms = readTerms(typed);
  const lacking =
    enterprise === undefined
      ? '请选企业'
      : terms === null
        ? '请写目标年度和责任人'
        : ground.trim().length < 2
          ? '请写为什么入库'
          : null;
  return (
    <section className="panel" aria-labelledby="enter-pool">
      <h2 id="enter-pool">人工入库</h2>
      <SendForm
        className="pool-form"
        label="人工入库"
        sending={entering}
        verb="入库"
        ready={lacking === null}
        lacking={lacking}
        onCancel={close}
        onSend={() => {
          if (enterprise === undefined || terms === null) return;
          entering.mutate(
            { ...terms, enterprise, track, title, ground: ground.trim() },
            { onSuccess: ({ id }) => void navigate({ to: '/console/pool/$id', params: { id } }) },
          );
        }}
      >
        <Field label="企业">
          {(control) => <EnterprisePicker {...control} value={enterprise} onChange={setEnterprise} />}
        </Field>
        <Field label="哪条线">
          {(control) => (
            <Select
              {...control}
              value={track}
              options={Object.entries(trackWords).map(([value, label]) => ({ value: value as Track, label }))}
              onChange={(next: Track) => setTrack(next)}
            />
          )}
        </Field>
        <Field label="目标称号">
          {(control) => (
            <Select
              {...control}
              value={title}
              options={Object.entries(titleWords).map(([value, label]) => ({
                value: value as NewPoolEntry['title'],
                label,
              }))}
              onChange={(next: NewPoolEntry['title']) => setTitle(next)}
            />
          )}
        </Field>
        <TermsFields terms={typed} change={(part) => setTyped((before) => ({ ...before, ...part }))} />
        <div className="wide">
          <TextField label="为什么入库" max={1000} lines={2} value={ground} onChange={setGround} />
        </div>
      </SendForm>
    </section>
  );
}
