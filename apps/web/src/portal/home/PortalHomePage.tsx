import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useSession } from '../../shared/session/session';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useOwnPlace } from '../portal.queries';
import { Openings } from '../declaration/Openings';
import { OwnMessages } from '../desk/OwnMessages';
import { OwnTasks } from '../desk/OwnTasks';
import { rightsText, roleWords, untilText } from '../words';
import { RequestPanel } from './RequestPanel';
import { Welcome } from './Welcome';
import '../portal.css';

/** Where enterprises' people arrive: their enterprises, and how far their requests are. */
export function PortalHomePage() {
  const { data: session, isPending } = useSession();
  const place = useOwnPlace();
  if (isPending) return <Loading what="正在打开" />;
  if (!session || session.missing === 'code' || session.duty !== 'member') return <Welcome session={session ?? null} />;
  if (place.error) return <ProblemView error={place.error} retry={() => void place.refetch()} />;
  if (!place.data) return <Loading what="正在读取您的企业" />;
  const { enterprises, requests } = place.data;
  const open = requests.filter(({ acts }) => acts.length > 0);
  const ended = requests.filter(({ acts }) => acts.length === 0);
  return (
    <>
      <PageHead title="我的企业" lead={`${session.displayName}，登录名 ${session.loginName}`} />
      <div className="portal-page">
        {open.map((request) => (
          <RequestPanel key={request.id} request={request} />
        ))}
        {enterprises.map(({ enterpriseId, enterpriseName, rights }) => {
          // which one it is says nothing where there is one
          const name = enterprises.length > 1 ? enterpriseName : undefined;
          return (
            <Fragment key={enterpriseId}>
              <OwnTasks {...{ enterpriseId, name }} maySettle={rights.includes('submit')} />
              <Openings {...{ enterpriseId, name }} mayFill={rights.includes('fill')} />
              <OwnMessages {...{ enterpriseId, name }} />
            </Fragment>
          );
        })}
        {enterprises.length > 0 && (
          <section className="panel" aria-labelledby="own-enterprises">
            <h2 id="own-enterprises">我可以代表的企业</h2>
            <ul className="portal-list">
              {enterprises.map((one) => (
                <li key={one.enterpriseId}>
                  <div className="portal-list__words">
                    <Link to="/portal/enterprises/$id" params={{ id: one.enterpriseId }}>
                      <strong>{one.enterpriseName}</strong>
                    </Link>
                    <p className="quiet">
                      <span className="code">{one.creditCode}</span>
                    </p>
                  </div>
                  <span>
                    {roleWords[one.role]}：{rightsText(one.rights)}，{untilText(one.validUntil)}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {enterprises.length === 0 && open.length === 0 && (
          <div className="panel">
            <EmptyState title="还没有可以代表的企业">申请代表一家企业，或请企业管理员给您发邀请链接。</EmptyState>
          </div>
        )}
        {ended.length > 0 && (
          <section className="panel" aria-labelledby="ended-requests">
            <h2 id="ended-requests">结束的申请</h2>
            <ul className="portal-list">
              {ended.map(({ id, enterpriseName, creditCode, stateWords, answer }) => (
                <li key={id}>
                  <div className="portal-list__words">
                    {enterpriseName} <span className="code quiet">{creditCode}</span>
                    {answer && <p>工信局答复：{answer}</p>}
                  </div>
                  <span className="portal-state">{stateWords}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <p>
          <Link to="/portal/register">申请代表另一家企业</Link>
        </p>
      </div>
    </>
  );
}
