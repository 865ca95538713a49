import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { portalApi, settle } from '../../shared/api/client';
import { formatInstant } from '../../shared/format/times';
import { useSession } from '../../shared/session/session';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { type Member, useHome, usePeople, usePortalChange } from '../portal.queries';
import { rightsText, roleWords, untilText } from '../words';
import { InviteForm } from './InviteForm';
import { MemberActs } from './MemberActs';
import '../portal.css';

const route = getRouteApi('/portal/enterprises/$id/people');

/** Who may act for the enterprise; its administrator invites, changes and ends. */
export function PeoplePage() {
  const { id } = route.useParams();
  const { data, error, refetch } = usePeople(id);
  const home = useHome(id);
  const { data: session } = useSession();
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data || !home.data) return <Loading what="正在读取成员" />;
  const mayManage = home.data.rights.includes('manage');
  return (
    <>
      <PageHead
        title="成员与代办"
        lead={
          <Link to="/portal/enterprises/$id" params={{ id }}>
            {home.data.identity.name}
          </Link>
        }
      />
      <div className="portal-page">
        <section className="panel" aria-labelledby="members">
          <h2 id="members">可以代表本企业的人</h2>
          <ul className="portal-list">
            {data.members.map((member) => (
              <li key={`${member.id} ${member.version}`}>
                <MemberWords member={member} isOwn={member.personId === session?.personId} />
                {mayManage && member.personId !== session?.personId && <MemberActs enterpriseId={id} member={member} />}
              </li>
            ))}
          </ul>
        </section>
        {mayManage && <InviteForm enterpriseId={id} />}
        {data.invitations.length > 0 && (
          <section className="panel" aria-labelledby="invitations">
            <h2 id="invitations">还没有用的邀请</h2>
            <ul className="portal-list">
              {data.invitations.map((one) => (
                <li key={one.id}>
                  <div className="portal-list__words">
                    {one.inviteeName}，{roleWords[one.role]}：{rightsText(one.rights)}
                    <p className="quiet">
                      {one.createdByName}邀请，{formatInstant(one.expiresAt)} 前有效
                    </p>
                  </div>
                  {mayManage && <Revoke enterpriseId={id} invitationId={one.id} />}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  );
}

function MemberWords({ member, isOwn }: { member: Member; isOwn: boolean }) {
  const { displayName, loginName, role, rights, validUntil, grantedAt, grantedByName } = member;
  return (
    <div className="portal-list__words">
      <strong>{displayName}</strong> <span className="code quiet">{loginName}</span>
      {isOwn && <span className="quiet">（您自己）</span>}
      <p>
        {roleWords[role]}：{rightsText(rights)}，{untilText(validUntil)}
      </p>
      <p className="quiet">
        {grantedByName}于 {formatInstant(grantedAt)} 授权
      </p>
    </div>
  );
}

function Revoke({ enterpriseId, invitationId: id }: { enterpriseId: string; invitationId: string }) {
  const [asked, setAsked] = useState(false);
  const revoking = usePortalChange(() =>
    settle(
      portalApi.DELETE('/api/portal/enterprises/{enterpriseId}/invitations/{id}', {
        params: { path: { enterpriseId, id } },
      }),
    ),
  );
  if (revoking.error) return <ProblemView error={revoking.error} />;
  return (
    <Button
      danger={asked}
      loading={revoking.isPending}
      onClick={() => (asked ? revoking.mutate(undefined) : setAsked(true))}
    >
      {asked ? '确定收回' : '收回邀请'}
    </Button>
  );
}
