import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PageHead } from '../../shared/ui/PageHead';

/** Somebody is signed in whom nobody has given anything to do yet. */
export function NotGranted() {
  return (
    <>
      <PageHead title="还没有授权" />
      <div className="panel">
        <EmptyState title="账号还不能使用">
          请联系本单位的安全管理员：核实是您本人、授予角色之后就能使用。这之前可以先在{' '}
          <Link to="/console/own">我的安全</Link> 设好动态口令。
        </EmptyState>
      </div>
    </>
  );
}
