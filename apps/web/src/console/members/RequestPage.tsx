import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { api, unwrap } from '../../shared/api/client';
import { formatInstant } from '../../shared/format/times';
import { useMay } from '../../shared/session/session';
import { CreditCode } from '../../shared/ui/CreditCode';
import { Disclosure } from '../../shared/ui/Disclosure';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { Unknown } from '../../shared/ui/Unknown';
import { CodePanel } from './CodePanel';
import { DecisionPanel } from './DecisionPanel';
import { type MemberRequest, type RequestDetail, useRequest } from './members.queries';
import './members.css';

const route = getRouteApi('/console/members/$id');

/** One request: what is claimed beside what the register knows, its proof, and the decision. */
export function RequestPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useRequest(id);
  const may = useMay();
  if (error)
    return (
      <>
        <PageHead title="企业账号申请" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!data) return <Loading what="正在读取申请" />;
  const { request } = data;
  return (
    <>
      <div className="no-print">
        <PageHead
          title={request.enterpriseName}
          lead={
            <>
              <Link to="/console/members">企业账号</Link> · <span className="members__state">{request.stateWords}</span>{' '}
              {formatInstant(request.changedAt)}，{request.changedByName}
            </>
          }
        />
      </div>
      <div className="members">
        <div className="no-print">
          <Compared detail={data} />
        </div>
        {request.objection !== null && (
          <section className="panel no-print" aria-labelledby="objection">
            <h2 id="objection">原管理员的异议</h2>
            <p>{request.objection}</p>
            <p className="quiet">
              {request.objectedByName}，{request.objectedAt && formatInstant(request.objectedAt)}
            </p>
          </section>
        )}
        {may('members.decide') && (
          <>
            <DecisionPanel key={`decision ${request.version}`} detail={data} />
            <CodePanel detail={data} />
          </>
        )}
        <div className="no-print">
          <Others detail={data} />
        </div>
      </div>
    </>
  );
}

/** Claimed and known side by side; what differs is said in words. */
function Compared({ detail: { request, known } }: { detail: RequestDetail }) {
  const rows: [string, ReactNode, ReactNode][] = [
    [
      '企业名称',
      request.enterpriseName,
      known && (
        <>
          <Link to="/console/enterprises/$id" params={{ id: known.id }}>
            {known.name}
          </Link>
          {known.name !== request.enterpriseName && <strong className="members__differs">与所填不同</strong>}
        </>
      ),
    ],
    [
      '信用代码',
      <CreditCode key="claimed" code={request.creditCode} />,
      known && <CreditCode code={known.creditCode} />,
    ],
    ['地区', '', known && (known.regionPath ?? <Unknown />)],
    ['法定代表人', '', known && (known.legalRepresentative ?? <Unknown />)],
    ['登记地址', '', known && (known.registeredAddress ?? <Unknown />)],
    ['申请人', <Applicant key="applicant" request={request} />, ''],
    ['申请时间', formatInstant(request.createdAt), ''],
  ];
  return (
    <section className="panel" aria-labelledby="compared">
      <h2 id="compared">申请与登记簿</h2>
      {known === null && (
        <p className="members__unknown">登记簿里没有这个代码的企业，或它不在您的管辖范围内。通过时可以一并登记。</p>
      )}
      <div className="members__compared">
        <table>
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">申请人填的</th>
              <th scope="col">登记簿</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, claimed, registered]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td data-of="申请人填的">{claimed}</td>
                <td data-of="登记簿">{registered}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {request.answer && <p>给申请人的答复：{request.answer}</p>}
    </section>
  );
}

/** Who asks, with a phone that is told for a reason. */
function Applicant({ request: { id, personName, phone } }: { request: MemberRequest }) {
  const [told, setTold] = useState<string>();
  const may = useMay();
  const ask = (reason: string) =>
    unwrap(api.POST('/api/console/member-requests/{id}/disclosures', { params: { path: { id } }, body: { reason } }));
  return (
    <>
      {personName}，{told ?? phone}{' '}
      {told === undefined && may('members.decide') && (
        <Disclosure what={`${personName} 的电话`} ask={ask} onTold={(answer) => setTold(answer.phone)} />
      )}
    </>
  );
}

function Others({ detail: { administrators, others } }: { detail: RequestDetail }) {
  return (
    <section className="panel stacked" aria-labelledby="others">
      <h2 id="others">现在的管理员与其他申请</h2>
      {administrators.length === 0 ? (
        <p className="quiet">这家企业还没有管理员。</p>
      ) : (
        <ul className="members__list">
          {administrators.map(({ displayName, grantedAt }) => (
            <li key={grantedAt}>
              管理员 {displayName}，{formatInstant(grantedAt)} 起
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul className="members__list">
          {others.map(({ id, personName, stateWords, createdAt }) => (
            <li key={id}>
              <Link to="/console/members/$id" params={{ id }}>
                {personName}
              </Link>{' '}
              {formatInstant(createdAt)} 申请，{stateWords}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
