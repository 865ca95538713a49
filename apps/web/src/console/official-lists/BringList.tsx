import { useNavigate } from '@tanstack/react-router';
import { Alert, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { DayField } from '../../shared/ui/DayField';
import { Field, FieldGroup } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { FileDrop } from '../imports/FileDrop';
import { titleWords } from '../words';
import { levelWords } from './list-words';
import { type ListChoice, useBringList } from './official-lists.queries';

const first: ListChoice = {
  ...{ title: 'specializedSme', level: 'province', batch: '', document: '', listedOn: '', validFrom: '', lastDay: '' },
  ...{ statedCount: '', text: '' },
};

/** Brings a list: what the document says of all rows, and the rows as a file or a text. */
export function BringList({ close }: { close: () => void }) {
  const [choice, setChoice] = useState(first);
  const [way, setWay] = useState<'file' | 'text'>('file');
  const [file, setFile] = useState<File>();
  const bringing = useBringList();
  const navigate = useNavigate();
  const change = (part: Partial<ListChoice>) => setChoice((before) => ({ ...before, ...part }));
  const rows = way === 'file' ? file !== undefined : choice.text.trim() !== '';
  const lacking = lackingOf(choice) ?? (rows ? null : way === 'file' ? '请选一个文件' : '请粘贴名单');
  const send = () =>
    bringing.mutate(
      { file: way === 'file' ? file : undefined, choice },
      {
        onSuccess: ({ id, repeated }) => {
          if (!repeated) void navigate({ to: '/console/official-lists/$id', params: { id } });
        },
      },
    );
  const text = (key: 'batch' | 'document', label: string, max: number, hint: string) => (
    <TextField label={label} hint={hint} max={max} value={choice[key]} onChange={(value) => change({ [key]: value })} />
  );
  return (
    <section className="panel" aria-labelledby="bring-list">
      <h2 id="bring-list">上传名单</h2>
      <SendForm
        className="official-form"
        label="上传名单"
        sending={bringing}
        onSend={send}
        verb="上传并对账"
        ready={lacking === null}
        lacking={lacking}
        onCancel={close}
      >
        <Field label="称号">
          {(control) => (
            <Select
              {...control}
              value={choice.title}
              options={Object.entries(titleWords).map(([value, label]) => ({ value, label }))}
              onChange={(title: string) => change({ title })}
            />
          )}
        </Field>
        <Field label="由哪一级认定">
          {(control) => (
            <Select
              {...control}
              value={choice.level}
              options={Object.entries(levelWords).map(([value, label]) => ({
                value: value as ListChoice['level'],
                label,
              }))}
              onChange={(level: ListChoice['level']) => change({ level })}
            />
          )}
        </Field>
        {text('batch', '批次', 100, '例如：第七批、2025 年第二批')}
        {text('document', '文号', 200, '公布名单的文件')}
        <DayField
          label="名单日期"
          hint="名称按这一天的读"
          value={choice.listedOn}
          onChange={(listedOn) => change({ listedOn })}
        />
        <DayField label="有效期起" value={choice.validFrom} onChange={(validFrom) => change({ validFrom })} />
        <DayField
          label="有效期止"
          hint="最后一天，当天仍有效"
          value={choice.lastDay}
          onChange={(lastDay) => change({ lastDay })}
        />
        <TextField
          label="来文写的家数"
          hint="与文件里的行数不同就停下，不接收"
          max={7}
          value={choice.statedCount}
          onChange={(statedCount) => change({ statedCount: statedCount.replace(/\D/g, '') })}
        />
        <div className="wide">
          <FieldGroup label="名单" hint="有企业名称就能对；有统一社会信用代码的先按代码对">
            <Radio.Group
              optionType="button"
              value={way}
              options={[
                { value: 'file', label: '文件' },
                { value: 'text', label: '粘贴' },
              ]}
              onChange={(event) => setWay(event.target.value as 'file' | 'text')}
            />
          </FieldGroup>
          {way === 'file' ? (
            <FileDrop file={file} onFile={setFile} />
          ) : (
            <Field
              label="粘贴的名单"
              hint="一行一家，前面有序号也行；从 Excel 复制的带表头更好。更长的请存成文件上传。"
            >
              {(control) => (
                <Input.TextArea
                  {...control}
                  rows={8}
                  maxLength={20_000}
                  value={choice.text}
                  onChange={(event) => change({ text: event.target.value })}
                />
              )}
            </Field>
          )}
        </div>
      </SendForm>
      {bringing.data?.repeated && (
        <Alert
          type="info"
          showIcon
          role="status"
          title="这个文件先前已经传过，没有变化。"
          description="名单还是原来的样子；要更正，请传改好的文件。"
        />
      )}
    </section>
  );
}

function lackingOf({ batch, document, listedOn, validFrom, lastDay, statedCount }: ListChoice): string | null {
  if (batch.trim() === '') return '请写批次';
  if (document.trim() === '') return '请写文号';
  if (listedOn === '') return '请写名单日期';
  if (validFrom === '' || lastDay === '') return '请写有效期';
  return Number(statedCount) > 0 ? null : '请写来文的家数';
}
