import { getRouteApi, Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { CreditCode } from '../../shared/ui/CreditCode';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { purposeWords } from '../words';
import { CaseActs } from './case/CaseActs';
import { CaseEvaluation } from './case/CaseEvaluation';
import { CaseFacts } from './case/CaseFacts';
import { CaseList } from './case/CaseList';
import { CaseSide } from './case/CaseSide';
import { CaseDue } from './CaseDue';
import { queueFilter, type QueueSearch } from './queue-filter';
import { type Case, type PossibleAct, type Queued, useCase, useQueue } from './recognition.queries';
import './recognition.css';
import './case.css';

const route = getRouteApi('/console/recognition/applications/$id');

const parts = { form: '申报', side: '佐证与经过', list: '队列' } as const;
type Part = keyof typeof parts;

/** As many of the queue stand beside a case. */
const beside = 50;

/** One case in three columns: the queue it came from, what was stated and what the standard says, its evidence. */
export function CasePage() {
  const { id } = route.useParams();
  const { revision, part, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const number = Number(revision);
  const { data, error, refetch } = useCase(id, Number.isInteger(number) && number > 0 ? number : undefined);
  const queue = useQueue(queueFilter(search), beside).data;
  const rows = queue?.items ?? [];
  useNextCase(id, rows, (to) => void navigate({ params: { id: to }, search }));
  const [refusal, setRefusal] = useState<{ of: string; error: Error }>();
  const shown: Part = part !== undefined && part in parts ? (part as Part) : 'form';
  return (
    <div className={`case case--${shown}`}>
      <div className="case__head">{data ? <Head of={data} search={search} /> : <PageHead title="申报" />}</div>
      <div className="case__parts no-print">
        <Segmented
          block
          aria-label="案卷的部分"
          value={shown}
          options={Object.entries(parts).map(([value, label]) => ({ value, label }))}
          onChange={(value: string) =>
            void navigate({ params: { id }, search: { ...search, revision, part: value }, replace: true })
          }
        />
      </div>
      <div className="case__list no-print">
        <CaseList rows={rows} more={queue?.next != null} open={id} search={search} />
      </div>
      {error ? (
        <div className="case__form">
          <ProblemView error={error} retry={() => void refetch()} />
        </div>
      ) : data ? (
        <Opened
          key={`${data.id} ${data.version}`}
          of={data}
          refused={refusal?.of === data.id ? refusal.error : undefined}
          setRefused={(error) => setRefusal(error && { of: data.id, error })}
        />
      ) : (
        <div className="case__form">
          <Loading what="正在读取案卷" />
        </div>
      )}
    </div>
  );
}

interface OpenedProps {
  of: Case;
  /** Why the last act was refused; it outlives the version it was meant for. */
  refused: Error | undefined;
  setRefused: (error: Error | undefined) => void;
}

function Opened({ of, refused, setRefused }: OpenedProps) {
  const [act, setAct] = useState<PossibleAct>();
  const [marks, setMarks] = useState<ReadonlyMap<string, string>>(new Map());
  const setMark = (code: string, remark: string | null) => {
    const next = new Map(marks);
    if (remark === null) next.delete(code);
    else next.set(code, remark);
    setMarks(next);
  };
  return (
    <>
      <div className="case__form">
        <CaseActs
          {...{ of, marks, setMark, refused, setRefused }}
          chosen={act}
          choose={(next) => {
            if (next) setRefused(undefined);
            setAct(next);
          }}
        />
        {of.revision === null ? (
          <p className="panel">企业还没有提交，看不到草稿的内容。</p>
        ) : (
          <>
            <CaseFacts
              of={of}
              marks={act?.needs.includes('marks') ? marks : null}
              onMark={(code, on) => setMark(code, on ? (marks.get(code) ?? '') : null)}
            />
            <CaseEvaluation of={of} />
          </>
        )}
      </div>
      <aside className="case__side" aria-label="佐证与经过">
        <CaseSide of={of} />
      </aside>
    </>
  );
}

/** Who, what state, until when: what one must know first. */
function Head({ of, search }: { of: Case; search: QueueSearch }) {
  const { enterprise, batch, purpose, stateLabel, age, receiptNumber, submittedAt, restWorkingDays, revisions } = of;
  return (
    <>
      <PageHead
        title={enterprise.name}
        tab={`${enterprise.name} ${stateLabel}`}
        lead={
          <>
            <Link to="/console/recognition/applications" search={search}>
              申报队列
            </Link>{' '}
            ·{' '}
            <Link to="/console/recognition/batches/$id" params={{ id: batch.id }}>
              {batch.name}
            </Link>{' '}
            · {purposeWords[purpose]} ·{' '}
            <Link to="/console/enterprises/$id" params={{ id: enterprise.id }}>
              企业档案
            </Link>
          </>
        }
      />
      <p className="case__stand">
        <span className="state-tag">{stateLabel}</span>
        <CaseDue of={of} />
        <span className="quiet">在本环节 {age} 个工作日</span>
        {restWorkingDays !== null && <span className="quiet">审核停计，还剩 {restWorkingDays} 个工作日</span>}
      </p>
      <p className="quiet">
        <CreditCode code={enterprise.creditCode} /> · {enterprise.regionName} ·{' '}
        {receiptNumber === null
          ? '还没有提交'
          : `回执 ${receiptNumber}，${submittedAt === null ? '' : formatInstant(submittedAt)} 首次提交`}
      </p>
      {revisions.length > 1 && (
        <p className="case__revisions no-print">
          各次提交：
          {revisions.map(({ number }) => (
            <Link
              key={number}
              to="/console/recognition/applications/$id"
              params={{ id: of.id }}
              search={{ ...search, revision: String(number) }}
              aria-current={number === of.revision ? 'true' : undefined}
            >
              第 {number} 次
            </Link>
          ))}
        </p>
      )}
    </>
  );
}

/**
 * J and K open the next and the one before, unless somebody is typing; the last leads to the first: a case just decided
 * may have moved to the end of the list.
 */
function useNextCase(id: string, rows: readonly Queued[], open: (id: string) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key.toLowerCase()];
      const target = event.target as HTMLElement;
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      const at = rows.findIndex((row) => row.id === id);
      const next = at === -1 ? rows[0] : rows[(at + step + rows.length) % rows.length];
      if (!next || next.id === id) return;
      event.preventDefault();
      open(next.id);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}
