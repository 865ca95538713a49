import { Button } from 'antd';
import { useState } from 'react';
import { MessageList } from '../../shared/desk/MessageList';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useOwnDesk, useOwnMessages, useReadAllOwn, useReadOwn } from './desk.queries';

/** What the bureau tells the enterprise; each of its people reads it for themselves. */
export function OwnMessages({ enterpriseId, name }: { enterpriseId: string; name?: string | undefined }) {
  const [after, setAfter] = useState<string>();
  const { data, error, refetch } = useOwnMessages(enterpriseId, after);
  const unread = useOwnDesk(enterpriseId).data?.unread ?? 0;
  const [reading, readingAll] = [useReadOwn(enterpriseId), useReadAllOwn(enterpriseId)];
  const heading = `own-messages-${enterpriseId}`;
  const newest = data?.items[0]?.id;
  const problem = reading.error ?? readingAll.error;
  return (
    <section className="panel stacked" aria-labelledby={heading}>
      <h2 id={heading}>
        {name === undefined ? '消息' : `${name}：消息`}
        {unread > 0 && `（${unread} 条未读）`}
      </h2>
      {problem && <ProblemView error={problem} />}
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="正在读取消息" />
      ) : data.items.length === 0 ? (
        <p className="quiet">还没有消息。</p>
      ) : (
        <MessageList
          messages={data.items.map((one) => ({ ...one, enterpriseName: null }))}
          onRead={(id) => reading.mutate(id)}
        />
      )}
      <div className="acts">
        {unread > 1 && newest !== undefined && after === undefined && (
          <Button loading={readingAll.isPending} onClick={() => readingAll.mutate(newest)}>
            全部记为已读
          </Button>
        )}
        {data?.next != null && <Button onClick={() => setAfter(data.next ?? undefined)}>看更早的</Button>}
        {after !== undefined && <Button onClick={() => setAfter(undefined)}>回到最新的</Button>}
      </div>
    </section>
  );
}
