import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { scopeText, type Session, useSignOut } from '../../shared/session/session';

/** Who is signed in, what they see, and the way out. */
export function WhoIsHere({ session }: { session: Session }) {
  const leaving = useSignOut();
  const roles = session.roles.map(({ roleName }) => roleName).join('、');
  const scope = scopeText(session.roles);
  return (
    <div className="shell__who">
      <Link to="/console/own" title={`${roles || '没有角色'}；我的安全`}>
        {session.displayName}
      </Link>
      {scope && <span className="shell__scope">{scope}</span>}
      <Button type="link" loading={leaving.isPending} onClick={() => leaving.mutate()}>
        退出
      </Button>
    </div>
  );
}
