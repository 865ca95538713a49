import { Button, Input, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { focusFirstRow } from '../../shared/ui/DataTable';
import { ownershipWords } from '../words';
import { CodePicker } from './CodePicker';
import { MoreFilters } from './MoreFilters';
import type { EnterpriseFilter } from './enterprise-filter';
import './enterprises.css';

interface EnterpriseFiltersProps {
  filter: EnterpriseFilter;
  /** `replace` while typing, so that Back leaves the list and not one letter. */
  onChange: (filter: EnterpriseFilter, replace?: boolean) => void;
}

/** What the list is narrowed by. ↓ in the search box goes to the first row. */
export function EnterpriseFilters({ filter, onChange }: EnterpriseFiltersProps) {
  const narrowed = Object.keys(filter).length > 0;
  return (
    <div className="filters no-print" role="search" aria-label="筛选企业">
      <SearchText value={filter.q ?? ''} onSearch={(q) => onChange({ ...filter, q }, true)} />
      <CodePicker
        kind="regions"
        label="所在地"
        value={filter.region}
        onChange={(region) => onChange({ ...filter, region })}
      />
      <CodePicker
        kind="industries"
        label="行业"
        value={filter.industry}
        onChange={(industry) => onChange({ ...filter, industry })}
      />
      <Select
        allowClear
        aria-label="所有制"
        placeholder="所有制"
        className="filters__short"
        value={filter.ownership}
        options={Object.entries(ownershipWords).map(([value, label]) => ({ value, label }))}
        onChange={(ownership?: string) => onChange({ ...filter, ownership })}
      />
      <MoreFilters filter={filter} onChange={onChange} />
      {narrowed && <Button onClick={() => onChange({})}>清除筛选</Button>}
    </div>
  );
}

interface SearchTextProps {
  /** The text in the address. */
  value: string;
  onSearch: (q: string | undefined) => void;
}

/** The text box keeps what is being typed; the address gets it once the typing has stopped. */
function SearchText({ value, onSearch }: SearchTextProps) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (value !== seen) {
    // the address has changed: an echo of what was sent, or another search from elsewhere that replaces the text
    setSeen(value);
    if (value !== sent) {
      setText(value);
      setSent(value);
    }
  }
  const tooShort = [...text.trim()].length === 1;
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    const q = next.trim();
    if (q === value || [...q].length === 1) return;
    timer.current = setTimeout(() => {
      setSent(q);
      onSearch(q === '' ? undefined : q);
    }, 300);
  };
  return (
    <div className="filters__search">
      <Input
        type="search"
        allowClear
        aria-label="按名称、曾用名、拼音、首字母或代码查找，至少两个字"
        placeholder="名称、曾用名、拼音、首字母或代码"
        maxLength={50}
        value={text}
        status={tooShort ? 'warning' : undefined}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          focusFirstRow();
        }}
      />
      {tooShort && (
        <span className="filters__hint" role="status">
          至少输入两个字
        </span>
      )}
    </div>
  );
}
