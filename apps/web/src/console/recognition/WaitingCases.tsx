import { Link } from '@tanstack/react-router';
import { formatCount } from '../../shared/format/amounts';
import { useWaitingCases, type Waits } from './recognition.queries';
import { waitsWords } from './recognition-words';

/** Applications that wait for the person, each number opening its list; nothing is said to who only reads. */
export function WaitingCases() {
  const { data } = useWaitingCases(true);
  const waiting = Object.entries(waitsWords).flatMap(([as, words]) => {
    const count = data?.[as as Waits] ?? null;
    return count === null ? [] : [{ as, words, count }];
  });
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="waiting-cases">
      <h2 id="waiting-cases" className="section-title">
        申报
      </h2>
      <ul className="tasks" aria-label="等我办的申报">
        {waiting.map(({ as, words, count }) => (
          <li key={as} className={count === 0 ? 'task task--none' : 'task'}>
            <Link to="/console/recognition/applications" search={{ waits: as }}>
              <span>{words}</span>
              <b className="number">{formatCount(count)}</b> 件
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
