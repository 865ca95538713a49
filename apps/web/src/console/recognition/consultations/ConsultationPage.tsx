import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../../shared/session/session';
import type { Column } from '../../../shared/ui/columns';
import { CreditCode } from '../../../shared/ui/CreditCode';
import { DataTable } from '../../../shared/ui/DataTable';
import { Loading } from '../../../shared/ui/Loading';
import { PageHead } from '../../../shared/ui/PageHead';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { type Consultation, type ConsultationItem, useConsultation } from './consultations.queries';
import { ConsultationLetter } from './ConsultationLetter';
import { ReplyForm } from './ReplyForm';
import { replyOrder } from './reply-words';
import { ReplyTag } from './ReplyTag';
import '../recognition.css';
import './consultations.css';

const route = getRouteApi('/console/recognition/consultations/$id');

/** One list sent to a department: the letter to print, and what it answered to each case. */
export function ConsultationPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useConsultation(id);
  if (error)
    return (
      <>
        <PageHead title="部门联审" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!data) return <Loading what="正在读取联审名单" />;
  return <Opened of={data} />;
}

function Opened({ of }: { of: Consultation }) {
  const may = useMay();
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const chosen = of.items.filter(({ id }) => keys.has(id));
  return (
    <>
      <div className="no-print">
        <PageHead
          title={`征求${of.departmentName}意见`}
          lead={
            <>
              <Link to="/console/recognition/batches/$id" params={{ id: of.batchId }}>
                {of.batchName}
              </Link>{' '}
              · {of.sentOn} 由{of.sentByName}发函，{of.dueOn} 前答复（{of.workingDays} 个工作日）
              {of.dueProvisional && '，暂定：放假安排还没有公布'}
            </>
          }
        />
      </div>
      <div className="recognition no-print">
        <Answers of={of} />
        {chosen.length > 0 && (
          <ReplyForm key={chosen.map(({ id }) => id).join()} of={of} chosen={chosen} done={() => setKeys(new Set())} />
        )}
        <DataTable
          caption="名单和答复"
          {...(may('recognition.review') && {
            selection: { keys, change: setKeys, label: ({ name }: ConsultationItem) => name },
          })}
          columns={columns}
          rows={of.items}
          rowKey={({ id }) => id}
          cards
        />
      </div>
      <ConsultationLetter of={of} />
    </>
  );
}

/** How many answered what, and how to record more. */
function Answers({ of: { items, rule } }: { of: Consultation }) {
  const may = useMay();
  return (
    <section className="panel stacked" aria-labelledby="consultation-answers">
      <h2 id="consultation-answers">答复</h2>
      <p className="consultation-counts">
        {replyOrder.map((state) => {
          const count = items.filter((one) => one.state === state).length;
          return count === 0 ? null : (
            <span key={state}>
              <ReplyTag state={state} /> <b className="number">{count}</b>
            </span>
          );
        })}
      </p>
      <p className="quiet">
        {rule}
        {may('recognition.review') && '在下面选定企业登记答复；一份复函说的几家可以一起登记。'}
      </p>
      <div className="acts">
        <Button onClick={() => window.print()}>打印函件（A4）</Button>
      </div>
    </section>
  );
}

const columns: Column<ConsultationItem>[] = [
  {
    key: 'name',
    title: '企业',
    lead: true,
    render: ({ applicationId, name, creditCode }) => (
      <span className="queue__lead">
        <Link to="/console/recognition/applications/$id" params={{ id: applicationId }} className="row-link">
          {name}
        </Link>
        <small className="quiet">
          <CreditCode code={creditCode} />
        </small>
      </span>
    ),
  },
  { key: 'state', title: '意见', render: ({ state }) => <ReplyTag state={state} /> },
  {
    key: 'reply',
    title: '答复',
    render: ({ state, repliedOn, document, note, lapsedOn, evidenceId, evidenceName }) => (
      <>
        {repliedOn !== null && (
          <>
            {repliedOn}，{document}
            {note !== null && `：${note}`}{' '}
            {evidenceId !== null && (
              <a href={`/api/console/evidence-files/${evidenceId}/content`} download={evidenceName}>
                {evidenceName}
              </a>
            )}
          </>
        )}
        {lapsedOn !== null && (
          <span className="quiet">
            {repliedOn !== null && '（'}
            {lapsedOn} 期满未回复{repliedOn !== null && '，之后才答复）'}
          </span>
        )}
        {state === 'waiting' && <span className="quiet">还没有答复</span>}
      </>
    ),
  },
  {
    key: 'by',
    title: '登记人',
    render: ({ recordedByName }) => recordedByName ?? <span className="quiet">没有人</span>,
  },
];
