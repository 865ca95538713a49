import { Select } from 'antd';
import { segmentWords } from '../segments/segment-words';
import { useDimensions } from '../segments/segments.queries';
import { statusWords, titleWords } from '../words';
import { formatCount } from '../../shared/format/amounts';
import type { EnterpriseFilter } from './enterprise-filter';
import { useOfficers } from './officer.queries';
import { OwnCodePicker, useOwnOptions } from './act/OwnCodePicker';

interface MoreFiltersProps {
  filter: EnterpriseFilter;
  onChange: (filter: EnterpriseFilter) => void;
}

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** Filters by what an enterprise is today: state, titles, official list, segment, whether somebody is responsible. */
export function MoreFilters({ filter, onChange }: MoreFiltersProps) {
  const { data } = useDimensions();
  const dimensions = data?.items ?? [];
  const segments = dimensions
    .filter(({ years }) => years.length > 0)
    .map(({ id, label, segments }) => ({
      label,
      options: segments
        .filter(({ count }) => count > 0)
        .map(({ code, label: name }) => ({ value: `${id}.${code}`, label: name })),
    }));
  const { segment } = filter;
  // a movement between years comes from the page of segments and is no choice of its own
  const known = segments.some(({ options }) => options.some(({ value }) => value === segment));
  const choices =
    segment === undefined || known
      ? segments
      : [
          ...segments,
          { label: '由企业分类打开', options: [{ value: segment, label: segmentWords(segment, dimensions) }] },
        ];
  const select = (key: keyof EnterpriseFilter, label: string, offered: object[], className = 'filters__short') => (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      className={className}
      popupMatchSelectWidth={false}
      value={filter[key]}
      options={offered}
      onChange={(value?: string) => onChange({ ...filter, [key]: value })}
    />
  );
  return (
    <>
      {select('status', '状态', options(statusWords))}
      {select('title', '有效称号', options(titleWords))}
      {select('aboveScale', '规上', options({ true: '在规上名单内', false: '不在名单内' }))}
      {choices.length > 0 &&
        select('segment', '分类', choices, known || segment === undefined ? undefined : 'filters__code')}
      <Officer filter={filter} onChange={onChange} />
      <Place list="zone" label="园区" filter={filter} onChange={onChange} />
      <Place list="chain" label="产业链" filter={filter} onChange={onChange} />
    </>
  );
}

/** A filter by who is responsible: the names in use, found by a part of the name. */
function Officer({ filter: { officer, ...filter }, onChange }: MoreFiltersProps) {
  const { data } = useOfficers();
  const names = (data?.items ?? []).map(({ officerName, enterprises }) => ({
    value: officerName,
    label: `${officerName}（${formatCount(enterprises)} 家）`,
  }));
  // a link may name somebody who is responsible for nobody any more
  const gone = officer === undefined || officer === 'none' || names.some(({ value }) => value === officer);
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label="责任人"
      placeholder="责任人"
      className="filters__short"
      popupMatchSelectWidth={false}
      value={officer}
      options={[
        { value: 'none', label: '尚无责任人' },
        ...(gone ? [] : [{ value: officer, label: officer }]),
        ...names,
      ]}
      notFoundContent="没有这样的责任人"
      onChange={(name?: string) => onChange({ ...filter, officer: name })}
    />
  );
}

/** A filter by zone or chain; a district that has none needs no filter. */
function Place({ list, label, filter, onChange }: MoreFiltersProps & { list: 'zone' | 'chain'; label: string }) {
  const { options } = useOwnOptions(list);
  if (filter[list] === undefined && options.length === 0) return null;
  return (
    <OwnCodePicker
      {...{ list, label }}
      value={filter[list]}
      onChange={(code) => onChange({ ...filter, [list]: code })}
    />
  );
}
