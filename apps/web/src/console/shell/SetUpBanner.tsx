import { Link, useRouterState } from '@tanstack/react-router';
import { useDistrict } from '../../shared/district/district';

/** Leads who sets the installation up to the first page to be filled in, until it is. */
export function SetUpBanner() {
  const district = useDistrict();
  const here = useRouterState({ select: ({ location }) => location.pathname === '/console/profile' });
  if (district !== null || here) return null;
  return (
    <p className="demo-banner" role="note">
      <strong>首次设置</strong>：还没有写下这是哪个区县、哪个部门的登记簿。请先填写
      <Link to="/console/profile">本区档案</Link>。
    </p>
  );
}
