import { Alert, Button, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useFacts } from '../enterprises/enterprises.queries';
import { withMapping } from './import-request';
import type { ImportResult } from './imports.queries';
import { registerFields } from './register-fields';

interface MappingEditorProps {
  unmatched: ImportResult['unmatchedColumns'];
  mapping: Record<string, string>;
  onMapping: (mapping: Record<string, string>) => void;
  onRetry: () => void;
  sending: boolean;
  /** Shows the row for a header of one's own at once: the trial run failed over its headers. */
  startOpen: boolean;
}

/** Columns that meant nothing to us, and what they shall mean. Never guessed. */
export function MappingEditor({ unmatched, mapping, onMapping, onRetry, sending, startOpen }: MappingEditorProps) {
  const [tried] = useState(mapping);
  const [own, setOwn] = useState('');
  const options = useMeanings();
  const headers = [...new Set([...unmatched.map(({ header }) => header), ...Object.keys(mapping)])];
  if (headers.length === 0 && !startOpen) return null;
  const reasons = new Map(unmatched.map(({ header, reason }) => [header, reason]));
  const changed = JSON.stringify(mapping) !== JSON.stringify(tried);
  return (
    <div className="panel mapping">
      <h2>没有认出的列</h2>
      <p className="quiet">这些列不会导入。要导入其中一列，指定它对应什么，再试导入一次。</p>
      {headers.map((header) => (
        <div key={header} className="mapping__row">
          <span>
            <b>{header}</b> {reasons.has(header) && <span className="quiet">{reasons.get(header)}</span>}
          </span>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={`“${header}”对应什么`}
            placeholder="不导入"
            value={mapping[header]}
            options={options}
            onChange={(code?: string) => onMapping(withMapping(mapping, header, code))}
          />
        </div>
      ))}
      {startOpen && (
        <div className="mapping__row">
          <Input
            aria-label="文件里的表头"
            placeholder="文件里的表头，照抄"
            value={own}
            onChange={(event) => setOwn(event.target.value)}
          />
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            aria-label="这个表头对应什么"
            placeholder="对应什么"
            disabled={own.trim() === ''}
            value={null}
            options={options}
            onChange={(code: string | null) => {
              onMapping(withMapping(mapping, own.trim(), code ?? undefined));
              setOwn('');
            }}
          />
        </div>
      )}
      {changed && (
        <Alert
          type="info"
          title="对应关系改过了，结果还是上一次的。"
          action={
            <Button loading={sending} onClick={onRetry}>
              按新的对应再试导入
            </Button>
          }
        />
      )}
    </div>
  );
}

/** Everything a column may mean: the fields of the register, then the facts of the dictionary. */
function useMeanings() {
  const { data } = useFacts();
  return useMemo(() => {
    const facts = (data?.items ?? []).filter(({ base, origin }) => base === null && origin !== 'derived');
    return [
      { label: '登记信息', options: registerFields.map(({ code, label }) => ({ value: code, label })) },
      { label: '指标', options: facts.map(({ code, label }) => ({ value: code, label })) },
      { label: '其他', options: [{ value: '-', label: '不导入这一列' }] },
    ];
  }, [data]);
}
