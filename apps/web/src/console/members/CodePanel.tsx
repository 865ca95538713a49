import { Alert, Button } from 'antd';
import { ProblemView } from '../../shared/ui/ProblemView';
import { ClaimLetter } from './ClaimLetter';
import { type RequestDetail, type RequestState, useIssueCode } from './members.queries';

const possible: readonly RequestState[] = ['proof', 'review', 'code'];

/** The other proof: a code on a letter to the registered address, or by the configured channel. Shown once. */
export function CodePanel({ detail }: { detail: RequestDetail }) {
  const { request, known, channel } = detail;
  const issuing = useIssueCode(request);
  const issued = issuing.data;
  if (!possible.includes(request.state) || known === null) return null;
  return (
    <>
      <section className="panel stacked no-print" aria-labelledby="code">
        <h2 id="code">口令函</h2>
        <p>
          没有授权书时，把口令印在函上寄到登记地址；收到函的人在网页上输入口令，就证明受企业委托。再发一次，先前的口令作废。
        </p>
        <div className="acts">
          <Button
            disabled={known.registeredAddress === null}
            loading={issuing.isPending}
            onClick={() => issuing.mutate('letter')}
          >
            {request.state === 'code' ? '重新发口令函' : '发口令函'}
          </Button>
          {channel && (
            <Button loading={issuing.isPending} onClick={() => issuing.mutate('channel')}>
              按登记的联系方式发出
            </Button>
          )}
          {known.registeredAddress === null && <span className="quiet">登记簿里没有登记地址，请先补上。</span>}
        </div>
        {issuing.error && <ProblemView error={issuing.error} />}
        {issued?.code === null && (
          <Alert type="success" role="status" title={`口令已交给通知渠道，${issued.until} 前有效。`} />
        )}
        {issued?.code && (
          <Alert
            type="success"
            role="status"
            title="口令只显示这一次，请现在打印"
            action={
              <Button type="primary" onClick={() => window.print()}>
                打印口令函
              </Button>
            }
          />
        )}
      </section>
      {issued?.code && <ClaimLetter known={known} request={request} code={issued.code} until={issued.until} />}
    </>
  );
}
