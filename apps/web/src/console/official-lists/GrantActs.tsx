import { Button } from 'antd';
import { useState } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { May } from '../../shared/session/May';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type OfficialListDetail, useGrant, useUndoList } from './official-lists.queries';

/** Titles of the list: how many are recorded, the act that records them, the act that takes them back. */
export function GrantActs({ list, onJob }: { list: OfficialListDetail; onJob: (jobId: string) => void }) {
  const [undoing, setUndoing] = useState(false);
  const [reason, setReason] = useState('');
  const grant = useGrant(list.id);
  const undo = useUndoList(list.id);
  const { counts, granted, held, recognised, mine, state, version } = list;
  const left = counts.matched - granted;
  return (
    <section className="panel official-grants" aria-label="称号">
      <p>
        已登记称号 {formatCount(granted)} 家{recognised > 0 && `，随之认定的申报 ${formatCount(recognised)} 件`}
        {held > 0 && `；有 ${formatCount(held)} 家没有登记，原因见“已对上”里各行`}
        {state === 'ready' && left > 0 && `；还有 ${formatCount(left)} 家对上了、没有登记`}。
      </p>
      {state === 'ready' && (
        <May what="recognition.titles" otherwise={<p className="quiet">称号由有“授予称号”权限的工作人员登记。</p>}>
          {mine ? (
            <p className="quiet">这份名单是您上传的，要由另一位有权限的工作人员核对后登记称号。</p>
          ) : (
            <div className="acts">
              <Button
                type="primary"
                disabled={left <= 0}
                loading={grant.isPending}
                onClick={() => grant.mutate(version, { onSuccess: ({ jobId }) => onJob(jobId) })}
              >
                按名单登记称号（{formatCount(Math.max(0, left))} 家）
              </Button>
            </div>
          )}
          {granted > 0 && !undoing && (
            <Button danger onClick={() => setUndoing(true)}>
              撤销称号
            </Button>
          )}
          {undoing && (
            <SendForm
              className="official-form"
              label="撤销称号"
              sending={undo}
              danger
              verb="撤销这份名单登记的称号"
              ready={reason.trim().length >= 2}
              lacking="请写理由"
              onCancel={() => setUndoing(false)}
              onSend={() => undo.mutate({ version, reason: reason.trim() }, { onSuccess: ({ jobId }) => onJob(jobId) })}
            >
              <div className="wide">
                <TextField
                  label="理由"
                  hint="已有事项以它为据的保留，逐行写明原因"
                  max={400}
                  lines={2}
                  value={reason}
                  onChange={setReason}
                />
              </div>
            </SendForm>
          )}
        </May>
      )}
      {grant.error && <ProblemView error={grant.error} />}
    </section>
  );
}
