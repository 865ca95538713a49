import { useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState } from 'react';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { FileDrop } from '../imports/FileDrop';
import {
  type TemplateDetail,
  useAddTemplate,
  useAddVersion,
  useDocuments,
  useReportSources,
} from './templates.queries';

const fileWords = 'XLSX，至多 10 MB，就用上级发来的那个文件。.xls 的请先另存为 .xlsx；带宏、外部链接的不收。';

/** Brings a superior's file: as a new template, or as the next version of one. */
export function BringTemplate({ close, of }: { close: () => void; of?: TemplateDetail }) {
  const [file, setFile] = useState<File>();
  const [words, setWords] = useState({ name: '', sheet: '', headerFrom: '', headerTo: '' });
  const [source, setSource] = useState<string>();
  const [documentId, setDocument] = useState<string>();
  const sources = useReportSources().data?.items ?? [];
  const documents = useDocuments().data?.items ?? [];
  const navigate = useNavigate();
  const adding = useAddTemplate();
  const renewing = useAddVersion(of?.id ?? '');
  const chosen = source ?? sources[0]?.code;
  const lacking = !of && words.name.trim().length < 2 ? '请写名称' : file === undefined ? '请选一个文件' : null;
  const change = (part: Partial<typeof words>) => setWords((before) => ({ ...before, ...part }));
  const send = () => {
    if (!file) return;
    const { name, ...place } = words;
    if (of) return renewing.mutate({ file, words: { ...place, documentId } }, { onSuccess: close });
    return adding.mutate(
      { file, words: { ...place, documentId, name, source: chosen } },
      { onSuccess: ({ id }) => void navigate({ to: '/console/templates/$id', params: { id } }) },
    );
  };
  const digits = (value: string) => value.replace(/\D/g, '');
  return (
    <section className="panel" aria-labelledby="bring-template">
      <h2 id="bring-template">{of ? '上传新版本' : '上传模板'}</h2>
      <SendForm
        className="report-form"
        label={of ? '上传新版本' : '上传模板'}
        sending={of ? renewing : adding}
        onSend={send}
        verb="上传并核对各列"
        ready={lacking === null}
        lacking={lacking}
        onCancel={close}
      >
        {!of && (
          <>
            <TextField
              label="名称"
              hint="如：市局推荐汇总表"
              max={100}
              value={words.name}
              onChange={(name) => change({ name })}
            />
            <Field label="报送内容" hint="用什么填">
              {(control) => (
                <Select
                  {...control}
                  value={chosen}
                  options={sources.map(({ code, name }) => ({ value: code, label: name }))}
                  onChange={setSource}
                />
              )}
            </Field>
          </>
        )}
        <Field label="随哪份来文" hint="可以不选">
          {(control) => (
            <Select
              {...control}
              allowClear
              value={documentId}
              placeholder="不选"
              options={documents.map(({ id, title, number }) => ({ value: id, label: `${title} ${number ?? ''}` }))}
              onChange={(id: string | undefined) => setDocument(id)}
            />
          )}
        </Field>
        <TextField
          label="工作表"
          hint="空着为第一张"
          max={31}
          value={words.sheet}
          onChange={(sheet) => change({ sheet })}
        />
        <TextField
          label="表头从第几行"
          hint="空着自动找"
          max={2}
          value={words.headerFrom}
          onChange={(value) => change({ headerFrom: digits(value) })}
        />
        <TextField
          label="表头到第几行"
          hint="两行表头写下面那行"
          max={2}
          value={words.headerTo}
          onChange={(value) => change({ headerTo: digits(value) })}
        />
        <div className="wide">
          <FileDrop file={file} onFile={setFile} workbook={fileWords} />
        </div>
      </SendForm>
    </section>
  );
}
