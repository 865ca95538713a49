import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { useMay } from '../../shared/session/session';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { PagedTable } from '../../shared/ui/PagedTable';
import { SearchField } from '../../shared/ui/SearchField';
import { CodePicker } from '../enterprises/CodePicker';
import { titleWords } from '../words';
import { EnterpriseCell } from '../enterprises/EnterpriseCell';
import { FiledElsewhere, WithdrawElsewhere } from './FiledElsewhere';
import { KeepMissed } from './KeepMissed';
import type { TitlesSearch } from './titles-search';
import { CancelTitle } from './TitleActs';
import {
  pageSize,
  type TitleCode,
  type UpdateRow,
  type UpdatesFilter,
  type UpdateState,
  useUpdateCounts,
  useUpdates,
} from './titles.queries';

const route = getRouteApi('/console/titles');

const stateWords: Readonly<Record<UpdateRow['state'], string>> = {
  filed: '✓ 已更新',
  open: '○ 待更新',
  missed: '✕ 逾期',
};
const lists: Readonly<Record<UpdateState, string>> = {
  all: '应当更新',
  filed: '已更新',
  open: '待更新',
  missed: '逾期没有更新',
  proposed: '建议取消称号',
};

/** The yearly updates of a year: every number opens its list. */
export function Updates({ search }: { search: TitlesSearch }) {
  const navigate = route.useNavigate();
  const filter = filterOf(search);
  const list = useUpdates(filter);
  const [act, setAct] = useState<Act>();
  const may = useMay();
  const counts = useUpdateCounts(filter).data;
  const numbers = counts && { ...counts, all: counts.filed + counts.open + counts.missed };
  const change = (to: Partial<Record<keyof UpdatesFilter, string | undefined>>) =>
    void navigate({ search: (now) => ({ ...now, after: undefined, page: undefined, ...to }), resetScroll: false });
  const close = () => setAct(undefined);
  return (
    <>
      <nav className="titles__counts" aria-label="按状态">
        {Object.entries(lists).map(([state, label]) => (
          <Link
            key={state}
            to="/console/titles"
            search={(now) => ({
              ...now,
              state: state === 'all' ? undefined : state,
              after: undefined,
              page: undefined,
            })}
            activeProps={{}}
            activeOptions={{ exact: true }}
            aria-current={state === (filter.state ?? 'all') ? 'page' : undefined}
          >
            <span>{label}</span>
            <strong>{numbers ? `${formatCount(numbers[state as UpdateState])} 个` : '…'}</strong>
          </Link>
        ))}
      </nav>
      <div className="titles__filters no-print">
        <YearField year={search.year} shown={counts?.year} onChange={(year) => change({ year })} />
        <Field label="称号">
          {(control) => (
            <Select
              {...control}
              value={filter.title ?? ''}
              options={[
                { value: '', label: '全部称号' },
                ...Object.entries(titleWords).map(([value, label]) => ({ value, label })),
              ]}
              onChange={(value: string) => change({ title: value || undefined })}
            />
          )}
        </Field>
        <Field label="所在地">
          {(control) => (
            <CodePicker
              id={control.id}
              kind="regions"
              label="所在地"
              value={filter.region}
              onChange={(region) => change({ region })}
            />
          )}
        </Field>
        <SearchField
          label="找企业"
          placeholder="名称里的字"
          value={filter.q}
          onSearch={(text) => change({ q: text || undefined })}
        />
      </div>
      {act?.what === 'cancel' && <CancelTitle key={act.row.id} title={act.row} cause="missedUpdates" close={close} />}
      {act?.what === 'keep' && <KeepMissed key={act.row.id} row={act.row} close={close} />}
      {act?.what === 'elsewhere' && <FiledElsewhere key={act.row.id} row={act.row} close={close} />}
      {act?.what === 'withdraw' && <WithdrawElsewhere key={act.row.id} row={act.row} close={close} />}
      <PagedTable
        caption={`${counts?.year ?? ''} 年的年度更新`}
        columns={columnsOf({ decides: may('recognition.titles'), records: may('recognition.review') }, (row, what) =>
          setAct({ row, what }),
        )}
        rowKey={({ id, year }) => `${id} ${year}`}
        cards
        list={list}
        reading="正在读取年度更新"
        empty={
          <div className="panel">
            <EmptyState title="没有这样的称号">
              期限落在有效期内的每一年要更新，认定当年不用；已注销、迁出、合并的不列。换个年份或条件再看。
            </EmptyState>
          </div>
        }
        page={Math.max(1, Number(search.page) || 1)}
        size={pageSize}
        unit="个"
        onGo={(place) => void navigate({ search: ({ after: _, page: __, ...now }) => ({ ...now, ...place }) })}
      />
    </>
  );
}

function filterOf({ year, title, region, state, q, after }: TitlesSearch): UpdatesFilter {
  return {
    ...(year !== undefined && /^2[01]\d\d$/.test(year) && { year: Number(year) }),
    ...(title !== undefined && title in titleWords && { title: title as TitleCode }),
    ...(region !== undefined && { region }),
    ...(state !== undefined && state in lists && { state: state as UpdateState }),
    ...(q !== undefined && { q }),
    ...(after !== undefined && { after }),
  };
}

interface YearFieldProps {
  year: string | undefined;
  shown: number | undefined;
  onChange: (year: string | undefined) => void;
}

/** The year, with those around this one. */
function YearField({ year, shown, onChange }: YearFieldProps) {
  const middle = shown ?? Number(year ?? 0);
  const years = middle > 0 ? [-3, -2, -1, 0, 1].map((by) => middle + by).reverse() : [];
  return (
    <Field label="年份">
      {(control) => (
        <Select
          {...control}
          value={middle || undefined}
          options={years.map((value) => ({ value, label: `${value} 年` }))}
          onChange={(value: number) => onChange(String(value))}
        />
      )}
    </Field>
  );
}

interface Act {
  row: UpdateRow;
  what: 'cancel' | 'keep' | 'elsewhere' | 'withdraw';
}

interface Rights {
  decides: boolean;
  records: boolean;
}

function columnsOf(
  { decides, records }: Rights,
  act: (row: UpdateRow, what: Act['what']) => void,
): Column<UpdateRow>[] {
  return [
    {
      key: 'enterprise',
      title: '企业',
      lead: true,
      render: ({ enterpriseId, enterpriseName, creditCode }) => (
        <EnterpriseCell id={enterpriseId} name={enterpriseName} creditCode={creditCode} tab="evidence" />
      ),
    },
    { key: 'title', title: '称号', render: ({ title }) => titleWords[title] ?? title },
    { key: 'due', title: '期限', render: ({ dueOn }) => <span className="titles__days">{dueOn}</span> },
    {
      key: 'state',
      title: '状态',
      render: ({ state, filedOn, dueOn, receiptNumber, filedSource }) => (
        <>
          <span className="titles__days">{stateWords[state]}</span>
          {filedOn !== null && (
            <div className="quiet">
              {filedOn}
              {filedOn > dueOn && ' 补报'}
              {receiptNumber !== null && `，回执 ${receiptNumber}`}
              {filedSource !== null && `，他处已报：${filedSource}`}
            </div>
          )}
        </>
      ),
    },
    {
      key: 'missed',
      title: '有效期内逾期',
      render: ({ missed, proposed, dismissedWhy }) => (
        <>
          {missed.length === 0 ? '没有' : `${missed.join('、')} 年`}
          {proposed && <div className="titles__lost">建议取消称号，等待决定</div>}
          {dismissedWhy !== null && <div className="quiet">先前决定不取消：{dismissedWhy}</div>}
        </>
      ),
    },
    ...(decides || records
      ? [
          {
            ...{ key: 'act', title: '办理' },
            render: (row: UpdateRow) => <RowActs row={row} decides={decides} records={records} act={act} />,
          },
        ]
      : []),
  ];
}

/** What may be done about the update of one year. */
function RowActs({
  row,
  decides,
  records,
  act,
}: Rights & { row: UpdateRow; act: (row: UpdateRow, what: Act['what']) => void }) {
  const button = (what: Act['what'], label: string) => (
    <Button size="small" aria-label={`${label}：${row.enterpriseName}`} onClick={() => act(row, what)}>
      {label}
    </Button>
  );
  return (
    <span className="acts">
      {decides && row.proposed && button('cancel', '取消称号')}
      {decides && row.proposed && button('keep', '不取消')}
      {records && row.filedOn === null && button('elsewhere', '他处已报')}
      {records && row.elsewhereId !== null && button('withdraw', '撤回他处已报')}
    </span>
  );
}
