import { Button } from 'antd';
import { formatCount } from '../../shared/format/amounts';
import { changeOrder, changeSigns, changeWords, clauseWords } from './changes';
import type { ChangeCounts, RehearsalDetail } from './rehearsals.queries';

const sorts = { changed: '改动', added: '新增', removed: '取消' } as const;

function Counts({ counts }: { counts: ChangeCounts }) {
  const present = changeOrder.filter((kind) => counts[kind] > 0);
  if (present.length === 0) return <span className="quiet">没有企业因此变化</span>;
  return (
    <span className="cause__counts">
      {present.map((kind) => (
        <span key={kind} className={`change--${kind}`}>
          <i className="change-sign" aria-hidden="true">
            {changeSigns[kind]}
          </i>
          {changeWords[kind]} <b className="number">{formatCount(counts[kind])}</b>
        </span>
      ))}
    </span>
  );
}

function add(all: readonly ChangeCounts[]): ChangeCounts {
  const sum = { same: 0, loses: 0, gains: 0, becomesUnknown: 0, becomesUnmet: 0, otherwise: 0, points: 0 };
  for (const one of all) for (const kind of [...changeOrder, 'same' as const]) sum[kind] += one[kind];
  return sum;
}

type Group = RehearsalDetail['causes'][number];

/** So many groups stand open; the rest are small and many. */
const shownGroups = 6;
const total = (counts: ChangeCounts) => changeOrder.reduce((sum, kind) => sum + counts[kind], 0);
const weightOf = (groups: readonly Group[]) => groups.reduce((sum, { counts }) => sum + total(counts), 0);
const byWeight = (groups: readonly Group[]) => [...groups].sort((a, b) => total(b.counts) - total(a.counts));

function Groups({ groups, differences }: { groups: Group[]; differences: RehearsalDetail['differences'] }) {
  return (
    <ul className="causes">
      {groups.map(({ together, counts }) => (
        <li key={together.join(' ')} className="cause">
          <div className="cause__head">
            <b>{together.map((id) => clauseWords(differences, id)).join(' + ')}</b>
          </div>
          <Counts counts={counts} />
        </li>
      ))}
    </ul>
  );
}

interface CauseListProps {
  rehearsal: RehearsalDetail;
  clause: string | undefined;
  onChoose: (clause: string | undefined) => void;
}

/** Each differing clause with how many it moves by itself, then the groups that only move anybody together. */
export function CauseList({ rehearsal, clause, onChoose }: CauseListProps) {
  const { differences, causes } = rehearsal;
  const groups = byWeight(causes.filter(({ together }) => together.length > 0));
  return (
    <section className="panel" aria-labelledby="causes">
      <h2 id="causes">哪一条引起</h2>
      <p className="quiet causes__how">
        只把一条换回旧的说法，结果就恢复的，算这一条引起；有几条都能单独恢复的，每条各算一次。
      </p>
      {differences.length === 0 && <p>两个办法没有不同的条款。</p>}
      <ul className="causes">
        {differences.map(({ id, change, label }) => (
          <li key={id} className="cause">
            <div className="cause__head">
              <span className="cause__sort">{sorts[change]}</span>
              <b>{label}</b>
              {id !== '' && (
                <Button
                  size="small"
                  type={clause === id ? 'primary' : 'default'}
                  aria-pressed={clause === id}
                  aria-label={`${clause === id ? '正在看这些企业' : '看这些企业'}：${label}`}
                  onClick={() => onChoose(clause === id ? undefined : id)}
                >
                  {clause === id ? '正在看这些企业' : '看这些企业'}
                </Button>
              )}
            </div>
            <Counts counts={add(causes.filter(({ alone }) => alone.includes(id)).map(({ counts }) => counts))} />
          </li>
        ))}
      </ul>
      {groups.length > 0 && (
        <>
          <h3 className="causes__groups">单独哪一条都不够，合起来引起的</h3>
          <Groups groups={groups.slice(0, shownGroups)} differences={differences} />
          {groups.length > shownGroups && (
            <details className="causes__more">
              <summary>
                另外 {groups.length - shownGroups} 组，共 {formatCount(weightOf(groups.slice(shownGroups)))} 家
              </summary>
              <Groups groups={groups.slice(shownGroups)} differences={differences} />
            </details>
          )}
        </>
      )}
    </section>
  );
}
