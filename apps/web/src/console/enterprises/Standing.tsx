import { addDays } from '@tidu/kernel';
import { Link } from '@tanstack/react-router';
import type { components } from '../../shared/api/console.gen';
import { Unknown } from '../../shared/ui/Unknown';
import './standing.css';

type Standing = components['schemas']['StandingDto'];
type Scale = components['schemas']['ScaleStandingDto'];

interface StandingProps {
  enterpriseId: string;
  standing: Standing;
  asOf: string | undefined;
}

/** Titles that hold on the day, each with its last day, and the place on the official list: at one glance. */
export function Standing({ enterpriseId, standing: { titles, scale }, asOf }: StandingProps) {
  const when = asOf === undefined ? '今天' : `${asOf} `;
  return (
    <dl className="standing">
      <div>
        <dt>{when}有效的称号</dt>
        <dd>
          {titles.length === 0 && (
            <Link to="/console/enterprises/$id" params={{ id: enterpriseId }} search={{ tab: 'evidence', asOf }}>
              没有登记
            </Link>
          )}
          {titles.map(({ title, level, label, levelLabel, batch, validUntil }) => (
            <span
              key={`${title} ${level}`}
              className={`standing__title standing__title--${level}`}
              title={batch ?? undefined}
            >
              {levelLabel} {label}
              <small>{validUntil === null ? '长期' : `至 ${addDays(validUntil, -1)}`}</small>
            </span>
          ))}
        </dd>
      </div>
      <div>
        <dt>规上名单</dt>
        <dd>
          <ScaleWords scale={scale} />
        </dd>
      </div>
    </dl>
  );
}

function ScaleWords({ scale: { state, enteredOn, leftOn } }: { scale: Scale }) {
  if (state === 'unknown') return <Unknown />;
  if (state === 'never') return <span>不在名单</span>;
  if (state === 'left') return <span>已退规，{leftOn}</span>;
  return <span className="standing__in">在规{enteredOn !== null && `，${enteredOn} 升规`}</span>;
}
