import { getRouteApi, useRouter } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { MessageList } from '../../shared/desk/MessageList';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { SearchField } from '../../shared/ui/SearchField';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { Pager } from '../../shared/ui/Pager';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useDeskSummary } from '../tasks/tasks.queries';
import { pageSize, useMessages, useRead, useReadAll } from './messages.queries';
import '../tasks/tasks.css';

const route = getRouteApi('/console/messages');

/** One's own inbox: what was given to one, what is due, what came back. */
export function MessagesPage() {
  const { q, unread, after, page, message } = route.useSearch();
  const navigate = route.useNavigate();
  const only = unread === 'true' || unread === 'false' ? unread : undefined;
  const { data, error, refetch, isPlaceholderData } = useMessages({ q, unread: only, after });
  const waiting = useDeskSummary().data?.unread ?? 0;
  const [reading, readingAll] = [useRead(), useReadAll()];
  const newest = data?.items[0]?.id;
  return (
    <>
      <PageHead
        title="收件箱"
        lead={waiting > 0 ? `还有 ${waiting} 条没有读` : '都读过了'}
        actions={
          waiting > 0 &&
          newest !== undefined &&
          after === undefined && (
            <Button loading={readingAll.isPending} onClick={() => readingAll.mutate(newest)}>
              全部记为已读
            </Button>
          )
        }
      />
      <div className="desk">
        <div className="desk__filters">
          <SearchField
            label="找消息"
            placeholder="标题中的字"
            value={q}
            onSearch={(text) => void navigate({ search: { q: text, unread: only } })}
          />
          <Field label="看哪些">
            {(control) => (
              <Select
                {...control}
                value={only ?? ''}
                options={[
                  { value: '', label: '全部' },
                  { value: 'true', label: '没有读的' },
                  { value: 'false', label: '读过的' },
                ]}
                onChange={(value: string) => void navigate({ search: { q, unread: value || undefined } })}
              />
            )}
          </Field>
        </div>
        {(reading.error ?? readingAll.error) && <ProblemView error={reading.error ?? readingAll.error} />}
        {error ? (
          <ProblemView error={error} retry={() => void refetch()} />
        ) : !data ? (
          <Loading what="正在读取消息" />
        ) : data.items.length === 0 ? (
          <div className="panel">
            <EmptyState title="没有这样的消息">交办给您的任务、到期提醒、办结回告会出现在这里。</EmptyState>
          </div>
        ) : (
          <div className={isPlaceholderData ? 'is-stale' : undefined}>
            <MessageList messages={data.items} opened={message} onRead={(id) => reading.mutate(id)} />
            <Pages data={data} page={Math.max(1, Number(page) || 1)} q={q} unread={only} />
          </div>
        )}
      </div>
    </>
  );
}

interface PagesProps {
  data: NonNullable<ReturnType<typeof useMessages>['data']>;
  page: number;
  q: string | undefined;
  unread: string | undefined;
}

function Pages({ data: { items, count, next }, page, q, unread }: PagesProps) {
  const navigate = route.useNavigate();
  const { history } = useRouter();
  if (next === null && page === 1) return null;
  return (
    <Pager
      {...{ page, shown: items.length, limit: pageSize, count, next, unit: '条' }}
      onFirst={() => void navigate({ search: { q, unread } })}
      onBack={() => history.back()}
      onNext={(after) => void navigate({ search: { q, unread, after, page: String(page + 1) } })}
    />
  );
}
