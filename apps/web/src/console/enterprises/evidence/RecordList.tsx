import { useNavigate, useRouter } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { formatInstant } from '../../../shared/format/times';
import { DataTable } from '../../../shared/ui/DataTable';
import { EmptyState } from '../../../shared/ui/EmptyState';
import { Loading } from '../../../shared/ui/Loading';
import { Pager } from '../../../shared/ui/Pager';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { Unknown } from '../../../shared/ui/Unknown';
import type { Column } from '../../../shared/ui/columns';
import { EvidenceLink } from '../figures/EvidenceLink';
import { type Evidence, useEvidence } from '../figures/figures.queries';
import { shownDay } from './draft';
import { type EvidenceKind, type EvidenceRecord, recordsPerPage, useEvidenceRecords } from './evidence.queries';
import { stateWords, valueWords } from './words';

interface RecordListProps {
  enterpriseId: string;
  kind: EvidenceKind;
  asOf: string | undefined;
  /** Whether it may be changed: by who may, and not in the past. */
  writes: boolean;
  withdrawn: boolean;
  /** Day on which somebody looked for this kind and noted it. */
  checkedOn: string | null;
  after: string | undefined;
  page: number;
  onCorrect: (record: EvidenceRecord) => void;
  onWithdraw: (record: EvidenceRecord) => void;
}

interface Shown extends Pick<RecordListProps, 'writes' | 'onCorrect' | 'onWithdraw'> {
  /** Files of the enterprise, to be named and downloaded. */
  files: Evidence[];
}

function columnsOf(kind: EvidenceKind, { writes, onCorrect, onWithdraw, files }: Shown): Column<EvidenceRecord>[] {
  return [
    { key: 'name', title: kind.label, lead: true, render: (row) => <RecordName kind={kind} record={row} /> },
    {
      key: 'state',
      title: '状态',
      render: ({ state, withdrawnReason }) => (
        <span className={`evidence-state evidence-state--${state}`} title={withdrawnReason ?? undefined}>
          {stateWords[state]}
        </span>
      ),
    },
    { key: 'from', title: kind.from.label, render: ({ validFrom }) => <Day day={validFrom} otherwise={<Unknown />} /> },
    {
      key: 'until',
      title: kind.until.label,
      render: ({ validUntil }) => (
        <Day day={shownDay(kind.until, validUntil)} otherwise={<span className="quiet">没有</span>} />
      ),
    },
    {
      key: 'source',
      title: '来源',
      render: ({ source, document, fileName, fileId }) => {
        const file = files.find(({ sha256 }) => sha256 === fileId);
        return (
          <>
            {source}
            {document && <span className="quiet"> {document}</span>}
            {file ? (
              <EvidenceLink evidence={file} fit={null} />
            ) : (
              fileName && <span className="quiet"> 附件：{fileName}</span>
            )}
          </>
        );
      },
    },
    {
      key: 'by',
      title: '登记或撤回',
      render: (row) =>
        row.withdrawnAt === null ? (
          <span className="quiet">
            {row.changedByName} {formatInstant(row.changedAt)}
          </span>
        ) : (
          <span className="quiet">
            {row.withdrawnByName} {formatInstant(row.withdrawnAt)} 撤回：{row.withdrawnReason}
          </span>
        ),
    },
    {
      key: 'acts',
      title: '操作',
      render: (row) =>
        row.state === 'withdrawn' || !writes ? null : (
          <span className="evidence-acts">
            <Button size="small" aria-label={`更正 ${row.name}`} onClick={() => onCorrect(row)}>
              更正
            </Button>
            <Button size="small" aria-label={`撤回 ${row.name}`} onClick={() => onWithdraw(row)}>
              撤回
            </Button>
          </span>
        ),
    },
  ];
}

/** A day that stays on one line. */
function Day({ day, otherwise }: { day: string | null; otherwise: ReactNode }) {
  return day === null ? otherwise : <span className="evidence-day">{day}</span>;
}

/** What a record says, beyond what names it. */
function RecordName({ kind, record }: { kind: EvidenceKind; record: EvidenceRecord }) {
  const more = kind.fields.flatMap((field) => {
    const words = valueWords(field, record.values[field.name]);
    const named = words === null || record.name.includes(words);
    return named ? [] : [`${field.label}：${words}`];
  });
  return (
    <>
      <strong>{record.name}</strong>
      {more.length > 0 && <span className="evidence-more">{more.join('；')}</span>}
    </>
  );
}

/** Why the list is empty: nothing withdrawn, looked for and not found, or nobody has looked yet. */
function Nothing({ kind, withdrawn, checkedOn }: Pick<RecordListProps, 'kind' | 'withdrawn' | 'checkedOn'>) {
  if (withdrawn) return <EmptyState title="没有撤回的记录" />;
  if (checkedOn !== null)
    return <EmptyState title={`没有${kind.label}`}>{checkedOn} 核查过，没有。以后取得的，登记后自动改变。</EmptyState>;
  return (
    <EmptyState title={`还没有登记${kind.label}`}>
      {kind.kind !== 'checked' && '没有登记不等于没有：核查过确实没有的，请记一次核查，否则按未知处理。'}
    </EmptyState>
  );
}

/** The records of one kind, newest first. */
export function RecordList(props: RecordListProps) {
  const { enterpriseId, kind, asOf, withdrawn, checkedOn, after, page } = props;
  const { history } = useRouter();
  const navigate = useNavigate({ from: '/console/enterprises/$id' });
  const files = useEvidence(enterpriseId).data?.items ?? [];
  const shown = { kind: kind.kind, asOf, withdrawn, after };
  const { data, error, refetch, isPlaceholderData } = useEvidenceRecords(enterpriseId, shown);
  const go = (next: { after?: string; page?: string }) =>
    void navigate({ search: (now) => ({ ...now, after: undefined, page: undefined, ...next }), resetScroll: false });
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what={`正在读取${kind.label}`} />;
  if (data.items.length === 0) return <Nothing kind={kind} withdrawn={withdrawn} checkedOn={checkedOn} />;
  return (
    <div className={isPlaceholderData ? 'is-stale' : undefined} aria-busy={isPlaceholderData}>
      <DataTable
        caption={withdrawn ? `撤回的${kind.label}` : kind.label}
        columns={columnsOf(kind, { ...props, files })}
        rows={data.items}
        rowKey={(row) => row.id}
        cards
      />
      {(data.next !== null || page > 1) && (
        <Pager
          page={page}
          shown={data.items.length}
          limit={recordsPerPage}
          count={data.count}
          next={data.next}
          unit="条"
          onFirst={() => go({})}
          onBack={() => history.back()}
          onNext={(next) => go({ after: next, page: String(page + 1) })}
        />
      )}
    </div>
  );
}
