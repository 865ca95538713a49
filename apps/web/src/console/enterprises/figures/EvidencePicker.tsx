import { Button, InputNumber, Select } from 'antd';
import { useRef, useState } from 'react';
import { Field } from '../../../shared/ui/Field';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { TextField } from '../../../shared/ui/TextField';
import { fitOf } from './evidence-fit';
import { EvidenceLink } from './EvidenceLink';
import { type Evidence, useAddEvidence, useEvidence } from './figures.queries';

const kinds: Readonly<Record<Evidence['kind'], string>> = {
  auditReport: '审计报告',
  taxReturn: '纳税申报表',
  statisticsReport: '统计报表',
  annualReport: '企业年报',
  platformResult: '平台结果',
  officialLetter: '公函',
  minutes: '会议纪要',
  other: '其他材料',
};

interface EvidencePickerProps {
  enterpriseId: string;
  /** Accounting year the evidence should speak of; undefined where there is none. */
  year: number | undefined;
  /** What it is unless somebody says otherwise. */
  usual: Evidence['kind'];
  /** The chosen file, by its record or by its content, as the form keeps it. */
  by: 'id' | 'sha256';
  value: string | undefined;
  /** What a chosen file is called that came by another way, a list that was imported. */
  otherwise?: string | null;
  onChange: (value: string | undefined) => void;
}

/** A file that is there already, or a new one with its kind and period; what is chosen is shown with both and its hash. */
export function EvidencePicker(props: EvidencePickerProps) {
  const { enterpriseId, year, usual, by, value, otherwise, onChange } = props;
  const evidence = useEvidence(enterpriseId);
  const [adding, setAdding] = useState(false);
  const items = evidence.data?.items ?? [];
  const chosen = items.find((one) => one[by] === value);
  const options = new Map(
    items.map((one) => [one[by], `${one.kindLabel} ${one.fileName}`]).reverse() as [string, string][],
  );
  if (value !== undefined && !options.has(value)) options.set(value, otherwise ?? '已附的文件');
  return (
    <div className="evidence-picker">
      <Field label="佐证材料（可不附）">
        {(control) => (
          <Select
            {...control}
            allowClear
            placeholder={items.length === 0 ? '还没有材料' : '选一份已有的材料'}
            popupMatchSelectWidth={false}
            value={value ?? null}
            onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
            options={[...options].reverse().map(([key, label]) => ({ value: key, label }))}
          />
        )}
      </Field>
      {chosen && <EvidenceLink evidence={chosen} fit={year === undefined ? null : fitOf(chosen, year)} />}
      {evidence.error && <ProblemView error={evidence.error} retry={() => void evidence.refetch()} />}
      <Button size="small" onClick={() => setAdding(!adding)} aria-expanded={adding}>
        {adding ? '不上传' : '上传材料'}
      </Button>
      {adding && (
        <AddEvidence
          enterpriseId={enterpriseId}
          year={year}
          usual={usual}
          onAdded={(added) => {
            onChange(added[by]);
            setAdding(false);
          }}
        />
      )}
    </div>
  );
}

interface AddEvidenceProps {
  enterpriseId: string;
  year: number | undefined;
  usual: Evidence['kind'];
  onAdded: (added: Evidence) => void;
}

function AddEvidence(props: AddEvidenceProps) {
  const { enterpriseId, onAdded } = props;
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [kind, setKind] = useState<Evidence['kind']>(props.usual);
  const [document, setDocument] = useState('');
  const [year, setYear] = useState<number | null>(props.year ?? null);
  const add = useAddEvidence(enterpriseId);
  return (
    <div className="small-form">
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label="佐证材料文件"
        accept=".pdf,.png,.jpg,.jpeg,.doc,.docx,.xls,.xlsx,.ofd"
        onChange={(event) => setFile(event.target.files?.[0])}
      />
      <p>
        <Button onClick={() => input.current?.click()}>{file ? '换一个文件' : '选择文件'}</Button>{' '}
        {file ? file.name : <span className="quiet">PDF、图片、Word、Excel、OFD，至多 64 MB</span>}
      </p>
      <div className="small-form--row">
        <Field label="材料类型">
          {(control) => (
            <Select
              {...control}
              value={kind}
              onChange={setKind}
              options={Object.entries(kinds).map(([code, label]) => ({ value: code, label }))}
            />
          )}
        </Field>
        <Field label="所属年度" hint="不清楚就清空">
          {(control) => <InputNumber {...control} min={1949} max={2200} value={year} onChange={setYear} />}
        </Field>
        <TextField label="文号或名称" max={200} value={document} onChange={setDocument} />
      </div>
      <div className="small-form__act">
        <Button
          disabled={!file}
          loading={add.isPending}
          onClick={() =>
            file &&
            add.mutate({ file, kind, document: document.trim(), year: year ?? undefined }, { onSuccess: onAdded })
          }
        >
          上传
        </Button>
      </div>
      {add.error && <ProblemView error={add.error} />}
    </div>
  );
}
