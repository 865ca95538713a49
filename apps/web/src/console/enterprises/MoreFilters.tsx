import { Select } from 'antd';
import { segmentWords } from '../segments/segment-words';
import { useDimensions } from '../segments/segments.queries';
import { statusWords, titleWords } from '../words';
import type { EnterpriseFilter } from './enterprise-filter';
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
      {select('officer', '责任人', options({ none: '尚无责任人' }))}
      <Place list="zone" label="园区" filter={filter} onChange={onChange} />
      <Place list="chain" label="产业链" filter={filter} onChange={onChange} />
    </>
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
