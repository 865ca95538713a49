import { Link, useRouter } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ProblemView } from '../../shared/ui/ProblemView';
import { type Opening, type Purpose, useBegin, useOpenings } from './declaration.queries';
import { holderWords, purposeWords } from './words';
import './declaration.css';

interface OpeningsProps {
  enterpriseId: string;
  mayFill: boolean;
  /** Of which enterprise, where somebody acts for several. */
  name?: string | undefined;
}

/** Batches that are open to an enterprise, and its own cases: what there is to do, and by when. */
export function Openings({ enterpriseId, mayFill, name }: OpeningsProps) {
  const { data, error, refetch } = useOpenings(enterpriseId);
  const id = `openings-${enterpriseId}`;
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>申报{name === undefined ? '' : `：${name}`}</h2>
      {error && <ProblemView error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState title="现在没有开放的申报批次">工信局公布批次以后，这里会列出可以申报的称号和截止时间。</EmptyState>
      )}
      {data && data.length > 0 && (
        <ul className="portal-list">
          {data.map((opening) => (
            <li key={opening.batch.id} className="opening">
              <div className="portal-list__words">
                <strong>{opening.batch.name}</strong>
                <p className="quiet">
                  {formatInstant(opening.batch.opensAt)} 至 {formatInstant(opening.batch.closesAt)}，会计年度{' '}
                  {opening.batch.year}
                  {opening.workingDaysLeft !== null && <b> · 还有 {opening.workingDaysLeft} 个工作日</b>}
                </p>
                {opening.batch.note && <p>{opening.batch.note}</p>}
              </div>
              {opening.own ? (
                <Own enterpriseId={enterpriseId} own={opening.own} />
              ) : (
                <Choices enterpriseId={enterpriseId} opening={opening} mayFill={mayFill} />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Own({ enterpriseId, own }: { enterpriseId: string; own: NonNullable<Opening['own']> }) {
  const toDo = own.holder === 'enterprise';
  return (
    <div className="opening__own">
      <p>
        <span className="portal-state">{own.stateLabel}</span> {purposeWords[own.purpose]}，{holderWords[own.holder]}
        {own.dueOn && `，${own.dueOn} 前`}
      </p>
      <p className="quiet">
        {own.plain}
        {own.savedAt && ` 草稿存于 ${formatInstant(own.savedAt)}，${own.savedByName ?? ''}。`}
      </p>
      <p>
        <Link to="/portal/enterprises/$id/applications/$application" params={{ id: enterpriseId, application: own.id }}>
          {toDo ? '接着填' : '看进度'}
        </Link>
      </p>
    </div>
  );
}

interface ChoicesProps {
  enterpriseId: string;
  opening: Opening;
  mayFill: boolean;
}

function Choices({ enterpriseId, opening: { batch, choices }, mayFill }: ChoicesProps) {
  const lawful = choices.filter(({ obstacle }) => obstacle === null);
  const [purpose, setPurpose] = useState<Purpose | null>(lawful[0]?.purpose ?? null);
  const { history } = useRouter();
  const begin = useBegin(enterpriseId, (id) => history.push(`/portal/enterprises/${enterpriseId}/applications/${id}`));
  return (
    <div className="opening__choices">
      <fieldset className="opening__purposes">
        <legend className="visually-hidden">{batch.name}：申报类型</legend>
        {choices.map((one) => (
          <label key={one.purpose} className={one.obstacle === null ? 'opening__choice' : 'opening__choice is-closed'}>
            <input
              type="radio"
              name={`purpose-${batch.id}`}
              disabled={one.obstacle !== null}
              checked={purpose === one.purpose}
              onChange={() => setPurpose(one.purpose)}
            />
            <span>
              <b>{purposeWords[one.purpose]}</b> 按《{one.standardName}》
              {one.obstacle !== null && <em>{one.obstacle}</em>}
              {one.obstacle === null && one.advice !== null && <small className="quiet">{one.advice}</small>}
            </span>
          </label>
        ))}
      </fieldset>
      {purpose !== null && mayFill && (
        <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate({ batchId: batch.id, purpose })}>
          开始申报
        </Button>
      )}
      {begin.error && <ProblemView error={begin.error} />}
    </div>
  );
}
