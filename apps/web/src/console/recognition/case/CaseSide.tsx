import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../../shared/format/times';
import { May } from '../../../shared/session/May';
import { useMay } from '../../../shared/session/session';
import { Hash } from '../../../shared/ui/Hash';
import { PicturePreview } from '../../../shared/pictures/PicturePreview';
import { SendForm } from '../../../shared/ui/SendForm';
import { TextField } from '../../../shared/ui/TextField';
import { CaseCheck } from '../checks/CaseCheck';
import { CaseOpinions } from '../consultations/CaseOpinions';
import { type Case, useDeclareConflict, useLiftConflict, useRemark } from '../recognition.queries';
import { Assign } from './Assign';
import { CaseOpenings } from './CaseOpenings';
import { CaseRelations } from './CaseRelations';
import { CasePackage } from './CasePackage';

/** Evidence, what is otherwise than before, what was done, and what staff say among themselves. */
export function CaseSide({ of }: { of: Case }) {
  return (
    <>
      <Evidence of={of} />
      {of.changes && <Changes changes={of.changes} />}
      <CaseOpenings of={of} />
      <CaseRelations of={of} />
      <CaseOpinions of={of} />
      <CaseCheck of={of} />
      <Steps of={of} />
      <Remarks of={of} />
      <People of={of} />
      {of.revision !== null && (
        <May what="recognition.export">
          <CasePackage id={of.id} name={`${of.enterprise.name}_${of.receiptNumber ?? ''}`} />
        </May>
      )}
    </>
  );
}

/** Whether a period (first and last day) has all of an accounting year in it. */
const covers = (period: string, year: number): boolean => {
  const [from = '', until = ''] = period.split('/');
  return from <= `${year}-01-01` && until >= `${year}-12-31`;
};

function Evidence({ of: { evidence, commitment, batch } }: { of: Case }) {
  return (
    <section className="panel stacked" aria-labelledby="case-evidence">
      <h2 id="case-evidence">佐证</h2>
      {evidence.length === 0 ? (
        <p className="quiet">没有附佐证。</p>
      ) : (
        <ul className="case-list">
          {evidence.map(({ kind, recordId, name, period, fileHash }) => (
            <li key={recordId}>
              <b>{kind}</b>{' '}
              {fileHash === null ? (
                name
              ) : (
                <a href={`/api/console/evidence-files/${recordId}/content`} download={name}>
                  {name}
                </a>
              )}
              {fileHash !== null && (
                <PicturePreview address={`/api/console/evidence-files/${recordId}/content`} fileName={name} />
              )}
              <p className="quiet">
                {period === null ? '没有说明所属期间' : `所属期间 ${period.replace('/', ' 至 ')}`}
                {fileHash !== null && (
                  <>
                    {' '}
                    <Hash value={fileHash} />
                  </>
                )}
              </p>
              {period !== null && !covers(period, batch.year) && (
                <p className="recognition__warning">不是 {batch.year} 年度的材料，请核对。</p>
              )}
            </li>
          ))}
        </ul>
      )}
      {commitment !== null && <p className="quiet">承诺：{commitment}</p>}
    </section>
  );
}

/** In two lists: what was asked for, and what was changed besides. */
function Changes({ changes }: { changes: NonNullable<Case['changes']> }) {
  const list = (asked: boolean) => changes.filter((one) => one.asked === asked);
  return (
    <section className="panel stacked" aria-labelledby="case-changes">
      <h2 id="case-changes">与上一次提交的不同</h2>
      {([true, false] as const).map((asked) => (
        <div key={String(asked)} className={asked ? undefined : 'case-changes--unasked'}>
          <h3>{asked ? `要求补正的（${list(true).length}）` : `没有要求也改了的（${list(false).length}）`}</h3>
          {list(asked).length === 0 ? (
            <p className="quiet">没有。</p>
          ) : (
            <ul className="case-list">
              {list(asked).map(({ code, label, before, after }) => (
                <li key={code}>
                  {label}：<del>{before}</del> → <ins>{after}</ins>
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </section>
  );
}

function Steps({ of: { steps, marks, explained } }: { of: Case }) {
  return (
    <section className="panel stacked" aria-labelledby="case-steps">
      <h2 id="case-steps">办理经过</h2>
      <ol className="case-steps">
        {steps.map(({ id, label, toLabel, at, personName, principal, reason, document, documentOn, inBulk }) => (
          <li key={id}>
            <b>{label}</b> → {toLabel}
            <p className="quiet">
              {formatInstant(at)}，{personName}
              {principal !== null && `（${principal}）`}
              {inBulk && '，批量办理'}
            </p>
            {reason !== null && <p>理由：{reason}</p>}
            {document !== null && (
              <p>
                来文：{document}（{documentOn}）
              </p>
            )}
            {explained
              .filter(({ stepId }) => stepId === id)
              .map((one) => (
                <p key={one.id} className="recognition__warning">
                  当时：{one.words}。仍然办理：{one.explanation}（企业看不到）
                </p>
              ))}
          </li>
        ))}
      </ol>
      {marks.length > 0 && (
        <>
          <h3>补正项</h3>
          <ul className="case-list">
            {marks.map(({ id, label, remark, answeredBy }) => (
              <li key={id}>
                {label}：{remark}
                <span className="quiet">
                  {answeredBy === null ? '（还没有补上）' : `（第 ${answeredBy} 次提交时答复）`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Remarks({ of: { id, remarks } }: { of: Case }) {
  const [text, setText] = useState('');
  const sending = useRemark(id);
  return (
    <section className="panel stacked" aria-labelledby="case-remarks">
      <h2 id="case-remarks">内部意见（企业看不到）</h2>
      {remarks.length === 0 && <p className="quiet">还没有。</p>}
      <ul className="case-list">
        {remarks.map((remark) => (
          <li key={remark.id}>
            {remark.text}
            <p className="quiet">
              {formatInstant(remark.at)}，{remark.personName}
            </p>
          </li>
        ))}
      </ul>
      <May what="recognition.review">
        <SendForm
          className="stacked no-print"
          label="写内部意见"
          sending={sending}
          onSend={() => sending.mutate(text.trim(), { onSuccess: () => setText('') })}
          verb="记下"
          ready={text.trim().length >= 2}
        >
          <TextField label="写一条" max={2000} lines={2} value={text} onChange={setText} />
        </SendForm>
      </May>
    </section>
  );
}

/** Who looks after it, who stays away from it. */
function People({ of }: { of: Case }) {
  const may = useMay();
  return (
    <section className="panel stacked" aria-labelledby="case-people">
      <h2 id="case-people">经办与回避</h2>
      <p>
        承办 {of.officerName ?? '没有人'}
        {of.reviewedByName !== null && `，初审 ${of.reviewedByName}`}
        {of.approvedByName !== null && `，批准 ${of.approvedByName}`}
      </p>
      {may('recognition.manage') && <Assign of={of} />}
      <ul className="case-list">
        {of.conflicts.map(({ id, personName, reason, declaredAt, mine }) => (
          <li key={id}>
            {personName} 回避：{reason}
            <p className="quiet">{formatInstant(declaredAt)} 声明</p>
            {!mine && may('recognition.decide') && <Lift id={id} />}
          </li>
        ))}
      </ul>
      {may('recognition.review') && !of.conflicts.some(({ mine }) => mine) && <Declare id={of.id} />}
    </section>
  );
}

/** Somebody else says that it stands no longer. */
function Lift({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const lifting = useLiftConflict();
  if (!open)
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        解除回避
      </Button>
    );
  return (
    <SendForm
      className="stacked no-print"
      label="解除回避"
      sending={lifting}
      onSend={() => lifting.mutate({ id, reason: reason.trim() }, { onSuccess: () => setOpen(false) })}
      verb="解除回避"
      ready={reason.trim().length >= 2}
      onCancel={() => setOpen(false)}
    >
      <TextField label="为什么不再需要回避（必填）" hint="记入审计" max={500} value={reason} onChange={setReason} />
    </SendForm>
  );
}

function Declare({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const declaring = useDeclareConflict(id);
  if (!open)
    return (
      <div className="acts no-print">
        <Button size="small" onClick={() => setOpen(true)}>
          我要回避这家企业
        </Button>
      </div>
    );
  return (
    <SendForm
      className="stacked no-print"
      label="声明回避"
      sending={declaring}
      onSend={() => declaring.mutate(reason.trim(), { onSuccess: () => setOpen(false) })}
      verb="声明回避"
      ready={reason.trim().length >= 2}
      onCancel={() => setOpen(false)}
    >
      <TextField
        label="为什么（必填，企业看不到）"
        hint="此后不能初审、决定这家企业的申报"
        max={500}
        value={reason}
        onChange={setReason}
      />
    </SendForm>
  );
}
