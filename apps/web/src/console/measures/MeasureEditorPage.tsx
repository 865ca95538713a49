import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { formatAmount, formatCount } from '../../shared/format/amounts';
import { Field } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type MeasureDetail, type MeasurePreview, useMeasure, usePreview, useWriteMeasure } from './measures.queries';
import { readFrame, type Frame, writeFrame } from './frame';
import { firstText } from './first-text';
import './measures.css';

const route = getRouteApi('/console/measures/draft');

/** Writes a measure: the frame in fields, all of it as text; looked at against the register before it is kept. */
export function MeasureEditorPage() {
  const { from } = route.useSearch();
  const { data, error, refetch } = useMeasure(from);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (from !== undefined && !data) return <Loading what="正在读取措施" />;
  return <Editor key={from ?? 'new'} base={data ?? null} />;
}

const fields: readonly { key: keyof Frame; label: string; hint?: string }[] = [
  { key: 'name', label: '名称' },
  { key: 'number', label: '文号' },
  { key: 'document', label: '文件名称' },
  { key: 'issuer', label: '发文单位' },
  { key: 'from', label: '施行日期', hint: '形如 2026-01-01' },
  { key: 'to', label: '截止日期', hint: '没有写的留空' },
];

function Editor({ base }: { base: MeasureDetail | null }) {
  const navigate = route.useNavigate();
  const draft = base?.state === 'draft' ? base : null;
  const [text, setText] = useState(base?.text ?? firstText);
  const [change, setChange] = useState(draft?.change ?? '');
  const writing = useWriteMeasure(draft);
  const preview = usePreview();
  const frame = readFrame(text);
  const title = draft ? `修改草稿：${draft.name}` : base ? `写新的一版：${base.name}` : '写一项措施';
  return (
    <>
      <PageHead
        title={title}
        lead={
          <>
            <Link to="/console/measures">措施库</Link> · 写完先试看，保存为草稿；由另一位工作人员发布以后才算数。
          </>
        }
      />
      <div className="measures">
        <SendForm
          className="panel measures__editor"
          label={title}
          sending={writing}
          onSend={() =>
            writing.mutate(
              { text, change: change.trim() },
              { onSuccess: (id) => void navigate({ to: '/console/measures/$id', params: { id } }) },
            )
          }
          verb="保存为草稿"
          ready={change.trim().length >= 2}
          lacking="请写明这一版改了什么、为什么"
        >
          <div className="measures__filters">
            {fields.map(({ key, label, hint }) => (
              <TextField
                key={key}
                label={label}
                hint={hint}
                max={200}
                value={frame[key]}
                onChange={(value) => setText(writeFrame(text, { ...frame, [key]: value }))}
              />
            ))}
          </div>
          <Field label="全文（YAML）" hint="条件的写法与标准相同，见标准库；金额写成 30万、500元，比例写成 35%。">
            {(control) => (
              <Input.TextArea
                {...control}
                rows={26}
                maxLength={100_000}
                spellCheck={false}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <TextField label="这一版改了什么、为什么" max={500} lines={2} value={change} onChange={setChange} />
          <div>
            <Button loading={preview.isPending} onClick={() => preview.mutate(text)}>
              试看：有没有错，几家、哪几家符合
            </Button>
          </div>
        </SendForm>
        {preview.error && <ProblemView error={preview.error} />}
        {preview.data && <PreviewPanel preview={preview.data} />}
      </div>
    </>
  );
}

function PreviewPanel({ preview }: { preview: MeasurePreview }) {
  const { met, manual, unknown, unmet, notApplicable, looked, of, pays, amount, open, examples } = preview;
  const numbers: [string, number][] = [
    ['符合', met],
    ['待人工判断', manual],
    ['缺数据', unknown],
    ['不符合', unmet],
    ['不在适用地区', notApplicable],
  ];
  return (
    <section className="panel measures" aria-labelledby="preview" role="status">
      <h2 id="preview">试看：{preview.name}</h2>
      <p className="quiet">
        看了 {formatCount(looked)} 家{looked < of ? `，共 ${formatCount(of)} 家，其余没有看` : ''}
        ；按各企业最近一次整理的事实表，发布以后以匹配为准。
      </p>
      <div className="measures__numbers">
        {numbers.map(([label, count]) => (
          <div key={label}>
            <span className="quiet">{label}</span>
            <b>{formatCount(count)}</b>
          </div>
        ))}
        {pays && (
          <div>
            <span className="quiet">算得出的合计（万元）</span>
            <b>{open > 0 && open === met ? '未知' : formatAmount(amount, '万元')}</b>
          </div>
        )}
        {open > 0 && (
          <div>
            <span className="quiet">金额申报后才知道（家）</span>
            <b>{formatCount(open)}</b>
          </div>
        )}
      </div>
      {preview.benefit.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {examples.length > 0 && (
        <>
          <h3>符合的企业（前 {examples.length} 家）</h3>
          <ul className="measures__clauses measures__examples">
            {examples.map(({ enterpriseId, name, amount: own }) => (
              <li key={enterpriseId}>
                <Link to="/console/enterprises/$id" params={{ id: enterpriseId }}>
                  {name}
                </Link>{' '}
                <span className="quiet">
                  {!pays ? '服务，没有金额' : own === null ? '金额要申报后才知道' : `${formatAmount(own, '万元')} 万元`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
