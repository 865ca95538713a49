import { Button, Radio } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { FieldGroup } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type OwnQuestion, type ToConfirm, useAnswer, useConfirm, useOwnLedger } from './desk.queries';

interface OwnLedgerProps {
  enterpriseId: string;
  /** Whether the person may speak for the enterprise. */
  mayAnswer: boolean;
}

/** What the enterprise is asked to confirm, and how it was satisfied; nothing where nothing is asked. */
export function OwnLedger({ enterpriseId, mayAnswer }: OwnLedgerProps) {
  const { data } = useOwnLedger(enterpriseId);
  const open = data?.questions.filter(({ score }) => score === null) ?? [];
  if (!data || (data.toConfirm.length === 0 && open.length === 0)) return null;
  return (
    <section className="panel stacked" aria-labelledby="own-ledger">
      <h2 id="own-ledger">请您确认和评价</h2>
      <ul className="portal-list">
        {data.toConfirm.map((one) => (
          <Confirm key={one.id} {...{ enterpriseId, one, mayAnswer }} />
        ))}
        {open.map((one) => (
          <Rate key={one.id} {...{ enterpriseId, one, mayAnswer }} />
        ))}
      </ul>
      {!mayAnswer && <p className="quiet">由有提交权限的人确认和评价。</p>}
    </section>
  );
}

function Confirm({ enterpriseId, one, mayAnswer }: OwnLedgerProps & { one: ToConfirm }) {
  const [done, setDone] = useState<boolean>();
  const [reason, setReason] = useState('');
  const confirming = useConfirm(enterpriseId, one.id);
  return (
    <li>
      <div className="portal-list__words">
        <strong>{one.title}</strong>
        <p>
          工信局说：{one.reason}
          {one.evidence !== null && `（${one.evidence}）`}
        </p>
        <p className="quiet">{formatInstant(one.reportedAt)}，请确认是否已经落实</p>
      </div>
      {mayAnswer && done === undefined && (
        <div className="acts">
          <Button type="primary" aria-label={`已经落实：${one.title}`} onClick={() => setDone(true)}>
            已经落实
          </Button>
          <Button aria-label={`没有落实：${one.title}`} onClick={() => setDone(false)}>
            没有落实
          </Button>
        </div>
      )}
      {done !== undefined && (
        <SendForm
          className="stacked own-task__form"
          label={`${done ? '已经落实' : '没有落实'}：${one.title}`}
          sending={confirming}
          verb={done ? '确认已经落实' : '告知没有落实'}
          ready={reason.trim().length >= 2}
          onCancel={() => setDone(undefined)}
          onSend={() => confirming.mutate({ done, reason: reason.trim() })}
        >
          <TextField label="说明（必填）" max={400} lines={2} value={reason} onChange={setReason} />
        </SendForm>
      )}
    </li>
  );
}

const scoreWords = ['很不满意', '不满意', '一般', '满意', '很满意'];

function Rate({ enterpriseId, one, mayAnswer }: OwnLedgerProps & { one: OwnQuestion }) {
  const [score, setScore] = useState<number>();
  const [comment, setComment] = useState('');
  const answering = useAnswer(enterpriseId, one.id);
  return (
    <li>
      <div className="portal-list__words">
        <strong>{one.about}</strong>
        <p className="quiet">已经办结，请评价。经办人只看得到合计，看不到是哪一家评的。</p>
      </div>
      {mayAnswer && (
        <SendForm
          className="stacked own-task__form"
          label={`评价：${one.about}`}
          sending={answering}
          verb="提交评价"
          ready={score !== undefined}
          lacking="请选满意程度"
          onSend={() => answering.mutate({ score: score ?? 0, comment: comment.trim() || null })}
        >
          <FieldGroup label={`办理得怎么样：${one.about}`}>
            <Radio.Group
              value={score}
              options={scoreWords.map((label, i) => ({ value: i + 1, label }))}
              onChange={(event) => setScore(event.target.value as number)}
            />
          </FieldGroup>
          {score !== undefined && score <= 2 && <p>换一位工作人员回访，请写哪里不满意。</p>}
          <TextField label="说一句" hint="可以不写" max={500} value={comment} onChange={setComment} />
        </SendForm>
      )}
    </li>
  );
}
