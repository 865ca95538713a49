import { Link } from '@tanstack/react-router';
import type { BulkOutcome } from '../recognition.queries';

/** What becomes, or became, of each: those that were refused first, each with why. */
export function BulkOutcomes({ outcomes, ran }: { outcomes: readonly BulkOutcome[]; ran: boolean }) {
  const refused = outcomes.filter(({ result }) => result === 'refused');
  const others = outcomes.filter(({ result }) => result !== 'refused');
  return (
    <div className="bulk__outcomes" role="status">
      <p>
        {ran ? `办好 ${others.length} 件` : `可以办 ${others.length} 件`}
        {refused.length > 0 && `，${ran ? '没有办' : '不能办'} ${refused.length} 件`}。
      </p>
      <ul className="case-list">
        {[...refused, ...others].map(({ id, enterpriseName, fromLabel, toLabel, message, result }) => (
          <li key={id}>
            <Link to="/console/recognition/applications/$id" params={{ id }}>
              {enterpriseName ?? '看不到的申报'}
            </Link>
            ：
            {result === 'refused' ? (
              <strong className="bulk__refused">{message}</strong>
            ) : (
              <>
                {fromLabel} → {toLabel}
                {result === 'again' && '（先前已办）'}
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
