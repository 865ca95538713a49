import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { Hash } from '../../shared/ui/Hash';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { ChangePurpose } from './ChangePurpose';
import { type Declaration, useWithReason } from './declaration.queries';
import { holderWords, leftWords, openingWords } from './words';

interface ProgressProps {
  enterpriseId: string;
  view: Declaration;
  mayFill: boolean;
  maySubmit: boolean;
}

/** Where the case stands in plain words: what, with whom, since when, until when, why; and what may be done about it. */
export function Progress({ enterpriseId, view, mayFill, maySubmit }: ProgressProps) {
  const { steps, actions, marks, revisions } = view;
  return (
    <section className="panel stacked" aria-labelledby="progress">
      <h2 id="progress">
        进度 <span className="portal-state">{view.stateLabel}</span>
      </h2>
      <p>{view.plain}</p>
      <dl className="facts-list">
        <dt>现在</dt>
        <dd>
          {holderWords[view.holder]}，{formatInstant(view.stateSince)} 起
        </dd>
        {view.dueOn && (
          <>
            <dt>期限</dt>
            <dd>
              {view.dueOn} <b>{leftWords(view.workingDaysLeft)}</b>
              {view.dueProvisional && '（暂定，放假安排还没有公布）'}
            </dd>
          </>
        )}
        {view.receiptNumber && (
          <>
            <dt>回执编号</dt>
            <dd className="code">{view.receiptNumber}</dd>
          </>
        )}
      </dl>
      {mayFill && <ChangePurpose {...{ enterpriseId, view }} />}
      {marks.length > 0 && (
        <div className="declaration__marks">
          <p>
            <strong>要补正 {marks.length} 处</strong>，只有这几项打开：
          </p>
          <ul>
            {marks.map(({ fact, label, remark }) => (
              <li key={fact}>
                <a href={`#d-${fact}`}>{label}</a>：{remark}
              </li>
            ))}
          </ul>
        </div>
      )}
      {view.openings.length > 0 && (
        <div>
          <p>申请打开的项目：</p>
          <ul>
            {view.openings.map(({ fact, label, askedAt, state, answer }) => (
              <li key={`${fact} ${askedAt}`}>
                {label}：{openingWords[state]}
                {answer !== null && `，${answer}`}
              </li>
            ))}
          </ul>
        </div>
      )}
      {revisions.length > 0 && (
        <ul className="portal-list">
          {revisions.map((one, i) => (
            <li key={one.number}>
              <div className="portal-list__words">
                第 {one.number} 次提交，{formatInstant(one.submittedAt)}，{one.submittedByName}；法定代表人{' '}
                {one.confirmedByName} 已确认
                <p className="quiet">
                  校验值 <Hash value={one.hash} />
                  ；已知而又填了一遍的 {one.askedAgain} 项{i > 0 && '；已有新的一版，先前盖章的打印件作废'}
                </p>
              </div>
              <Link
                to="/portal/enterprises/$id/applications/$application/print/$number"
                params={{ id: enterpriseId, application: view.id, number: String(one.number) }}
              >
                打印盖章
              </Link>
            </li>
          ))}
        </ul>
      )}
      {revisions.length > 0 && (
        <div className="stacked">
          <p className="quiet">
            本企业的案卷包：申报内容、标准、逐条结果、办理经过和校验值在一个文件里，不用联网就能打开、复算；公示过的，可与公示页上的总根值核对。
          </p>
          <div className="acts">
            {(['html', 'json'] as const).map((format) => (
              <Button
                key={format}
                href={`/api/portal/enterprises/${enterpriseId}/applications/${view.id}/package?format=${format}`}
                download
              >
                {format === 'html' ? '取案卷包（网页）' : '取案卷包（JSON）'}
              </Button>
            ))}
          </div>
        </div>
      )}
      <details>
        <summary>办理记录（{steps.length}）</summary>
        <ol className="declaration__steps">
          {steps.map(({ at, label, toLabel, personName, reason, document }) => (
            <li key={at}>
              {formatInstant(at)} {personName}：{label}，到“{toLabel}”{document && `（${document}）`}
              {reason && <p>{reason}</p>}
            </li>
          ))}
        </ol>
      </details>
      {steps.at(-1)?.reason && steps.at(-1)?.byStaff && (
        <p className="declaration__reason">
          <strong>理由</strong> {steps.at(-1)?.reason}
        </p>
      )}
      {maySubmit &&
        (['withdraw', 'appeal'] as const)
          .filter((code) => actions.some((one) => one.code === code))
          .map((code) => <WithReason key={code} {...{ enterpriseId, view, code }} />)}
    </section>
  );
}

const askWords = {
  withdraw: { what: 'withdrawal', open: '撤回申报', why: '为什么撤回', note: '撤回后这一批次不能再申报。' },
  appeal: { what: 'appeal', open: '申请复议', why: '不同意见和理由', note: '由另一位工作人员复核。' },
} as const;

interface WithReasonProps {
  enterpriseId: string;
  view: Declaration;
  code: 'withdraw' | 'appeal';
}

/** An act that needs a reason, opened by a button so that nobody does it by mistake. */
function WithReason({ enterpriseId, view, code }: WithReasonProps) {
  const { what, open, why, note } = askWords[code];
  const acting = useWithReason(enterpriseId, view, what);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  if (!isOpen)
    return (
      <p>
        <Button onClick={() => setOpen(true)}>{open}</Button>
      </p>
    );
  return (
    <SendForm
      className="stacked"
      label={open}
      sending={acting}
      onSend={() => acting.mutate(reason.trim())}
      verb={`确定${open}`}
      danger={code === 'withdraw'}
      ready={reason.trim().length >= 2}
      lacking="请写理由"
      onCancel={() => setOpen(false)}
    >
      <TextField label={why} hint={note} max={1000} lines={3} value={reason} onChange={setReason} />
    </SendForm>
  );
}
