import { Alert } from 'antd';
import { scopeText, type Session, useSession } from '../../shared/session/session';
import { PageHead } from '../../shared/ui/PageHead';
import { FactorPanel } from './FactorPanel';
import { OwnSessions } from './OwnSessions';
import { PasswordPanel } from './PasswordPanel';
import { ProviderPanel } from './ProviderPanel';
import './own.css';

/** What everybody keeps of their own account: what they may do, the second factor, the password, where they are signed in. */
export function OwnPage() {
  const { data: session } = useSession();
  if (!session) return null;
  const isStaff = session.duty !== 'member'; // what enterprises' people may do stands on their own pages
  return (
    <>
      <PageHead title="我的安全" lead={`${session.displayName}，登录名 ${session.loginName}`} />
      <div className="own">
        {session.needsFactor && isStaff && (
          <Alert
            type="warning"
            showIcon
            title="请先设置动态口令"
            description="没有第二因素的账号不能做决定、导出和管理；其他的可以先做。"
          />
        )}
        {session.oldPassword && <Alert type="info" showIcon title="口令用得久了，建议更换。" />}
        {isStaff && <Roles roles={session.roles} />}
        <FactorPanel session={session} />
        {isStaff && <ProviderPanel session={session} />}
        {session.hasPassword && <PasswordPanel />}
        <OwnSessions />
      </div>
    </>
  );
}

function Roles({ roles }: { roles: Session['roles'] }) {
  return (
    <section className="panel" aria-labelledby="own-roles">
      <h2 id="own-roles">角色与范围</h2>
      {roles.length === 0 ? (
        <p>还没有角色。请联系安全管理员。</p>
      ) : (
        <dl className="facts-list">
          {roles.map((one) => (
            <div key={`${one.role} ${one.scopeId}`} className="own__role">
              <dt>{one.roleName}</dt>
              <dd>{scopeText([one]) || '不看企业'}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
