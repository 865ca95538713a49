import './notices.css';

/** One thing that a corrected notice says otherwise. */
export interface NoticeChange {
  what: 'title' | 'body' | 'workingDays' | 'name';
  /** Place in the list of whose name it is. */
  position: number | null;
  before: string;
  after: string;
}

const labels = { title: '标题', body: '正文', workingDays: '公示几个工作日' };

/** What a corrected notice says otherwise than the one before it: the old words, the new ones below. */
export function NoticeChanges({ changes }: { changes: readonly NoticeChange[] }) {
  return (
    <dl className="notice-changes">
      {changes.map(({ what, position, before, after }) => (
        <div key={`${what} ${position}`}>
          <dt>{what === 'name' ? `名单第 ${position} 家的名称` : labels[what]}</dt>
          <dd>
            <del>{before}</del>
            <ins>{after}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
