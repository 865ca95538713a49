import { Link, type LinkProps } from '@tanstack/react-router';
import { asProblem } from '../../shared/api/problem';
import { formatCount } from '../../shared/format/amounts';
import { useDuplicates } from '../duplicates/duplicates.queries';
import { useConflictRows, useFlagRows, useWaiting } from '../quality/quality.queries';
import { useScaleLine, useScaleWarnings } from '../scale-list/scale-list.queries';
import { useReleases } from '../standards/standards.queries';
import { useSummary } from '../summary';

interface Asked {
  data: { count: { value: number; exact: boolean } } | undefined;
  error: unknown;
}

/** What waits for somebody, each number read as its own list is read, so that the two agree. */
export function Tasks() {
  const line = useScaleLine().data;
  const shown = { asOf: undefined, region: undefined, after: undefined };
  const year = line?.year ?? undefined;
  const [rise, fall] = [useScaleWarnings('rise', year, shown), useScaleWarnings('fall', year, shown)];
  const releases = useReleases();
  const looked = useSummary().data?.lookedFor;
  const waiting = releases.data?.items.filter(({ state }) => state === 'waiting').length ?? 0;
  return (
    <ul className="tasks" aria-label="要办的事">
      <Task
        label="来源冲突"
        unit="处"
        asked={useConflictRows({}, undefined)}
        lookedFor={looked?.conflicts}
        to="/console/quality/conflicts"
      />
      <Task
        label="数据疑点"
        unit="处"
        asked={useFlagRows({}, undefined)}
        lookedFor={looked?.flags}
        to="/console/quality/flags"
      />
      <Task
        label="只差人工判断"
        unit="家"
        note="等得最多的一批"
        asked={useWaiting({}, undefined)}
        to="/console/quality/waiting"
      />
      <Task
        label="疑似重复"
        unit="对"
        asked={useDuplicates('open', undefined)}
        lookedFor={looked?.duplicates}
        to="/console/duplicates"
      />
      <Task label="可能升规" unit="家" asked={rise} to="/console/scale-list" search={{ view: 'rise' }} />
      <Task label="可能退规" unit="家" asked={fall} to="/console/scale-list" search={{ view: 'fall' }} />
      <Task
        label="待启用的标准"
        unit="个"
        asked={{
          data: releases.data && { count: { value: waiting, exact: true } },
          error: releases.error,
        }}
        to="/console/standards"
      />
    </ul>
  );
}

interface TaskProps {
  label: string;
  unit: string;
  /** What the number is of, where the label does not say it all. */
  note?: string;
  asked: Asked;
  /** When it was last looked for; null: never, so that none found says nothing. */
  lookedFor?: string | null;
  to: NonNullable<LinkProps['to']>;
  search?: Record<string, string>;
}

/** One kind of work and how much of it there is. */
function Task({ label, unit, note, asked: { data, error }, lookedFor, to, search }: TaskProps) {
  const none = data?.count.value === 0;
  const never = none && lookedFor === null;
  return (
    <li className={none && !never ? 'task task--none' : 'task'}>
      <Link to={to} search={search ?? {}}>
        <span>{label}</span>
        {never ? (
          <>
            <b className="unknown">未知</b> <small>还没有查找过</small>
          </>
        ) : data ? (
          <>
            <b className="number">
              {formatCount(data.count.value)}
              {data.count.exact ? '' : '+'}
            </b>{' '}
            {unit}
          </>
        ) : (
          <b title={error ? asProblem(error).detail : undefined}>{error ? '没读到' : '…'}</b>
        )}
        {note && <small>{note}</small>}
      </Link>
    </li>
  );
}
