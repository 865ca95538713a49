import { Button, InputNumber, Radio, Select } from 'antd';
import { Field, FieldGroup } from '../../shared/ui/Field';
import { sourceWords } from '../words';
import { FileDrop } from './FileDrop';
import type { ImportChoice } from './import-request';

interface ImportFormProps {
  file: File | undefined;
  choice: ImportChoice;
  onFile: (file: File | undefined) => void;
  onChoice: (choice: ImportChoice) => void;
  onTry: () => void;
  sending: boolean;
}

/** File and options of an import. Only the trial run starts here: nothing is written before one has seen what would be. */
export function ImportForm({ file, choice, onFile, onChoice, onTry, sending }: ImportFormProps) {
  const change = (part: Partial<ImportChoice>) => onChoice({ ...choice, ...part });
  return (
    <form
      className="import-form"
      onSubmit={(event) => {
        event.preventDefault();
        onTry();
      }}
    >
      <FileDrop file={file} onFile={onFile} />
      <div className="import-form__options">
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
        <FieldGroup label="金额单位" hint="只用于表头没写单位的金额列">
          <Radio.Group
            optionType="button"
            value={choice.unit}
            options={['元', '万元', '亿元']}
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
        <FieldGroup label="登记簿里没有的企业">
          <Radio.Group
            value={choice.unknown}
            onChange={(event) => change({ unknown: event.target.value as ImportChoice['unknown'] })}
          >
            <Radio value="create">新建企业</Radio>
            <Radio value="reject">拒绝该行</Radio>
          </Radio.Group>
        </FieldGroup>
      </div>
      <div className="import-form__act">
        <Button type="primary" htmlType="submit" disabled={!file} loading={sending}>
          试导入（不写入）
        </Button>
        {!file && <span className="quiet">先选一个文件</span>}
      </div>
    </form>
  );
}
