import { getRouteApi, Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import { CodePicker } from '../enterprises/CodePicker';
import { plainLabel } from '../enterprises/figure-table';
import { formatAmount, formatCount } from '../../shared/format/amounts';
import { acceptsDay, DayInput } from '../../shared/ui/DayInput';
import { Field } from '../../shared/ui/Field';
import { PageHead } from '../../shared/ui/PageHead';
import { May } from '../../shared/session/May';
import { EntryRows, WarningRows } from './ScaleRows';
import { useScaleCounts, useScaleLine, useScaleWarnings } from './scale-list.queries';
import './scale-list.css';

const route = getRouteApi('/console/scale-list');

const views = {
  in: { label: '在名单内', about: '截至这一天在规上名单内的企业，最近升规的在前。' },
  entered: { label: '当年升规', about: '当年一月一日到这一天升规的企业。' },
  left: { label: '当年退规', about: '当年一月一日到这一天退规的企业。退规不抹去在规的历史。' },
  rise: { label: '可能升规', about: '不在名单而数值已达线。请与统计部门核对，是否入库以名单为准。' },
  fall: { label: '可能退规', about: '在名单而数值低于线。请尽早了解情况，是否退库以名单为准。' },
} as const;
type View = keyof typeof views;

/** The official list of enterprises above designated size, and who may soon enter or leave it. */
export function ScaleListPage() {
  const { view: viewText, asOf, region, year: yearText, after, page: pageText } = route.useSearch();
  const navigate = route.useNavigate();
  const view: View = viewText !== undefined && viewText in views ? (viewText as View) : 'in';
  const page = Math.max(1, Number(pageText) || 1);
  const first = { asOf, region, after: undefined };
  const year = yearText !== undefined && /^\d{4}$/.test(yearText) ? Number(yearText) : undefined;
  const list = useScaleCounts(asOf, region);
  const { data: line } = useScaleLine();
  const rise = useScaleWarnings('rise', year, first);
  const fall = useScaleWarnings('fall', year, first);
  const counts: Record<View, string | undefined> = {
    in: words(list.data?.in),
    entered: words(list.data?.entered),
    left: words(list.data?.left),
    rise: words(rise.data?.count.value, rise.data?.count.exact),
    fall: words(fall.data?.count.value, fall.data?.count.exact),
  };
  const change = (next: Record<string, string | undefined>) =>
    void navigate({ search: (now) => ({ ...now, after: undefined, page: undefined, ...next }), resetScroll: false });
  return (
    <>
      <PageHead
        title="规上名单"
        actions={
          <May what="figures.import">
            <Link to="/console/imports" search={{ list: 'scaleStatus' }}>
              导入名单（升规、退规）
            </Link>
          </May>
        }
        lead={
          <>
            规模以上工业企业，以统计部门名单为准；
            {line?.line &&
              `${plainLabel(line.factLabel ?? '')} ${formatAmount(line.line, '万元').replace(/\.0+$/, '')} 万元只用来预警，`}
            不据此改变名单。
          </>
        }
      />
      <nav className="scale-views" aria-label="名单与预警">
        {Object.entries(views).map(([key, { label }]) => (
          <Link
            key={key}
            to="/console/scale-list"
            search={(now) => ({ ...now, view: key === 'in' ? undefined : key, after: undefined, page: undefined })}
            activeProps={{}}
            activeOptions={{ exact: true }}
            aria-current={key === view ? 'page' : undefined}
          >
            <span>{label}</span>
            <strong>{counts[key as View] ?? '…'}</strong>
          </Link>
        ))}
      </nav>
      <div className="panel scale-filters no-print">
        <DayFilter key={asOf ?? ''} asOf={asOf} onChange={(day) => change({ asOf: day })} />
        <Field label="所在地" hint="不填为全部">
          {(control) => (
            <CodePicker
              id={control.id}
              kind="regions"
              label="所在地"
              value={region}
              onChange={(code) => change({ region: code })}
            />
          )}
        </Field>
        {(view === 'rise' || view === 'fall') && (
          <Field label="会计年度" hint="不填为有数据的最近一年">
            {(control) => (
              <Input.Search
                {...control}
                key={yearText ?? ''}
                allowClear
                maxLength={4}
                inputMode="numeric"
                placeholder={String(line?.year ?? '')}
                defaultValue={yearText}
                onSearch={(text) => change({ year: text.trim() || undefined })}
              />
            )}
          </Field>
        )}
      </div>
      <section className="panel" aria-labelledby="scale-rows">
        <h2 id="scale-rows">{views[view].label}</h2>
        <p className="quiet">{views[view].about}</p>
        {view === 'rise' || view === 'fall' ? (
          <WarningRows kind={view} year={year ?? line?.year ?? undefined} shown={{ asOf, region, after }} page={page} />
        ) : (
          <EntryRows state={view} shown={{ asOf, region, after }} page={page} />
        )}
      </section>
    </>
  );
}

const words = (count: number | undefined, exact = true) =>
  count === undefined ? undefined : `${formatCount(count)}${exact ? '' : '+'} 家`;

/** The day the list is read on; taken when the field is left or Enter is pressed. */
function DayFilter({ asOf, onChange }: { asOf: string | undefined; onChange: (day: string | undefined) => void }) {
  const [typed, setTyped] = useState(asOf ?? '');
  const take = () => {
    if (acceptsDay(typed) && typed !== (asOf ?? '')) onChange(typed || undefined);
  };
  return (
    <Field
      label="截至哪一天"
      hint="不填为今天"
      error={acceptsDay(typed) ? undefined : '请写成 2026-06-30 这样的日期，或留空'}
    >
      {(control) => (
        <span onBlur={take} onKeyDown={(event) => event.key === 'Enter' && take()}>
          <DayInput {...control} value={typed} onChange={setTyped} />
        </span>
      )}
    </Field>
  );
}
