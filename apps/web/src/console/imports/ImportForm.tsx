import { Button, InputNumber, Radio, Select } from 'antd';
import { Field, FieldGroup } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { sourceWords } from '../words';
import { FileDrop } from './FileDrop';
import { type ImportChoice, isEvidence } from './import-request';
import { useImportLists } from './imports.queries';

interface ImportFormProps {
  file: File | undefined;
  choice: ImportChoice;
  onFile: (file: File | undefined) => void;
  onChoice: (choice: ImportChoice) => void;
  onTry: () => void;
  sending: boolean;
}

type Change = (part: Partial<ImportChoice>) => void;

/** List, file and options of an import. Only the trial run starts here: nothing is written before one has seen what would be. */
export function ImportForm({ file, choice, onFile, onChoice, onTry, sending }: ImportFormProps) {
  const change: Change = (part) => onChoice({ ...choice, ...part });
  const needsIssuer = isEvidence(choice.list) && choice.issuer.trim() === '';
  return (
    <SendForm
      className="import-form"
      sending={{ isPending: sending, error: null }}
      onSend={onTry}
      verb="试导入（不写入）"
      ready={file !== undefined && !needsIssuer}
      lacking={file ? '先写明来源' : '先选一个文件'}
    >
      <ol className="import-steps">
        <li>
          <h3>选清单，取模板</h3>
          <ListChoice choice={choice} change={change} />
        </li>
        <li>
          <h3>选文件</h3>
          <FileDrop file={file} onFile={onFile} />
        </li>
        <li>
          <h3>说明来历</h3>
          <div className="import-form__options">
            {isEvidence(choice.list) ? (
              <EvidenceOptions choice={choice} change={change} />
            ) : (
              <FigureOptions choice={choice} change={change} />
            )}
          </div>
        </li>
      </ol>
    </SendForm>
  );
}

function ListChoice({ choice, change }: { choice: ImportChoice; change: Change }) {
  const { data } = useImportLists();
  const lists = data?.items ?? [];
  const chosen = lists.find(({ id }) => id === choice.list);
  const group = (label: string, kinds: readonly string[]) => ({
    label,
    options: lists
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ id, label: name }) => ({ value: id, label: name })),
  });
  const template = (format: string) => `/api/console/import-lists/${choice.list}/template?format=${format}`;
  return (
    <div className="import-list">
      <Field label="清单" hint={chosen?.about}>
        {(control) => (
          <Select
            {...control}
            value={choice.list}
            options={[
              group('企业与数据', ['register', 'figures']),
              group('联系人与归属', ['dated']),
              group('佐证与名单', ['evidence']),
              group('扶持', ['support']),
            ]}
            onChange={(list: string) => change({ list, mapping: {} })}
          />
        )}
      </Field>
      <div className="import-list__template">
        <Button href={template('xlsx')} download>
          下载模板（XLSX）
        </Button>
        <Button href={template('csv')} download>
          下载模板（CSV）
        </Button>
        <span className="quiet">模板带填写说明和下拉选项；用自己的表也行，认得表头就能导入。</span>
      </div>
    </div>
  );
}

function EvidenceOptions({ choice, change }: { choice: ImportChoice; change: Change }) {
  return (
    <>
      <TextField
        label="来源（必填）"
        hint="谁说的：发文部门，或清单的名称"
        max={200}
        value={choice.issuer}
        onChange={(issuer) => change({ issuer })}
      />
      <TextField
        label="文号"
        hint="整份清单出自一个文件时填；行里写了文号的以行为准"
        max={200}
        value={choice.document}
        onChange={(document) => change({ document })}
      />
    </>
  );
}

function FigureOptions({ choice, change }: { choice: ImportChoice; change: Change }) {
  return (
    <>
      {choice.list === 'figures' && (
        <>
          <Field label="数据来源" hint="谁说的：同一年度可以有几个来源，并列保存">
            {(control) => (
              <Select
                {...control}
                value={choice.source}
                onChange={(source: ImportChoice['source']) => change({ source })}
                options={Object.entries(sourceWords).map(([value, label]) => ({ value, label }))}
              />
            )}
          </Field>
          <FieldGroup label="金额单位" hint="表头或表头上方写了单位的，选“按文件”；都没写的按元">
            <Radio.Group
              optionType="button"
              value={choice.unit}
              options={[
                { value: 'file', label: '按文件' },
                ...['元', '万元', '亿元'].map((unit) => ({ value: unit, label: unit })),
              ]}
              onChange={(event) => change({ unit: event.target.value as ImportChoice['unit'] })}
            />
          </FieldGroup>
          <Field label="会计年度" hint="文件里有年份列就不填">
            {(control) => (
              <InputNumber
                {...control}
                min={1949}
                max={2200}
                placeholder="按年份列"
                value={choice.year ?? null}
                onChange={(year) => change({ year: year ?? undefined })}
              />
            )}
          </Field>
        </>
      )}
      <FieldGroup label="登记簿里没有的企业">
        <Radio.Group
          value={choice.unknown}
          onChange={(event) => change({ unknown: event.target.value as ImportChoice['unknown'] })}
        >
          <Radio value="create">新建企业</Radio>
          <Radio value="reject">拒绝该行</Radio>
        </Radio.Group>
      </FieldGroup>
    </>
  );
}
