import { getRouteApi } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { PageHead } from '../../shared/ui/PageHead';
import { PagedTable } from '../../shared/ui/PagedTable';
import { Unknown } from '../../shared/ui/Unknown';
import { type Delivery, pageSize, useChannels, useDeliveries, type View, views } from './letters.queries';
import { Letters } from './Letters';
import { SendAgain } from './SendAgain';
import { WriteNotice } from './WriteNotice';
import '../tasks/tasks.css';
import './letters.css';

const route = getRouteApi('/console/letters');

const common: Column<Delivery>[] = [
  { key: 'subject', title: '标题', lead: true, render: ({ subject }) => subject },
  { key: 'enterprise', title: '企业', render: ({ enterpriseName }) => enterpriseName },
];
const columns: Record<View, Column<Delivery>[]> = {
  waiting: [
    ...common,
    { key: 'address', title: '登记地址', render: ({ address }) => address ?? <Unknown /> },
    { key: 'createdAt', title: '写于', render: ({ createdAt }) => formatInstant(createdAt) },
  ],
  posted: [
    ...common,
    { key: 'sentAt', title: '寄出', render: ({ sentAt }) => sentAt && formatInstant(sentAt) },
    { key: 'by', title: '经办', render: ({ changedByName }) => changedByName },
  ],
  bounced: [
    ...common,
    { key: 'attempts', title: '试过', unit: '次', number: true, render: ({ attempts }) => attempts },
    { key: 'problem', title: '原因', render: ({ problem }) => <span className="code">{problem}</span> },
    { key: 'again', title: '再送', render: (delivery) => <SendAgain delivery={delivery} /> },
  ],
};

/** What goes out: letters to print, in batches, and what did not arrive. */
export function LettersPage() {
  const { view, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const chosen: View = view !== undefined && view in views ? (view as View) : 'waiting';
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const [writing, setWriting] = useState(false);
  const list = useDeliveries(chosen, after);
  const letters = (list.data?.items ?? []).filter(({ id }) => keys.has(id));
  return (
    <>
      <div className="no-print">
        <PageHead
          title="发件"
          lead={<Ways />}
          actions={
            !writing && (
              <Button type="primary" onClick={() => setWriting(true)}>
                写通知或函
              </Button>
            )
          }
        />
      </div>
      <div className="desk">
        <div className="desk no-print">
          {writing && <WriteNotice close={() => setWriting(false)} />}
          <div className="desk__filters">
            <Field label="看哪些">
              {(control) => (
                <Select
                  {...control}
                  value={chosen}
                  options={Object.entries(views).map(([value, { label }]) => ({ value, label }))}
                  onChange={(value: View) => {
                    setKeys(new Set());
                    void navigate({ search: { view: value === 'waiting' ? undefined : value } });
                  }}
                />
              )}
            </Field>
          </div>
          <PagedTable<Delivery>
            caption={views[chosen].label}
            columns={columns[chosen]}
            rowKey={({ id }) => id}
            cards
            {...(chosen === 'waiting' && {
              selection: {
                keys,
                change: setKeys,
                label: ({ subject, enterpriseName }) => `${enterpriseName} ${subject}`,
              },
            })}
            list={list}
            reading="正在读取发件"
            empty={
              <div className="panel">
                <EmptyState title={chosen === 'bounced' ? '都送到了' : '没有这样的信函'} />
              </div>
            }
            page={Math.max(1, Number(page) || 1)}
            size={pageSize}
            unit="封"
            longOnly
            onGo={(place) => {
              setKeys(new Set());
              void navigate({ search: { view: chosen, ...place } });
            }}
          />
        </div>
        {chosen === 'waiting' && <Letters letters={letters} done={() => setKeys(new Set())} />}
      </div>
    </>
  );
}

/** Which ways out there are, and which nobody has connected yet. */
function Ways() {
  const { data } = useChannels();
  if (!data) return null;
  const namesOf = (usable: boolean) =>
    data.items.filter(({ missing }) => (missing === null) === usable).map(({ name }) => name);
  const lacking = namesOf(false);
  return (
    <>
      可用的渠道：{namesOf(true).join('、')}。
      {lacking.length > 0 && `还没有接通：${lacking.join('、')}，要用时请系统管理员设置。`}
    </>
  );
}
