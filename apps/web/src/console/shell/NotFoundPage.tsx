import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PageHead } from '../../shared/ui/PageHead';

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <>
      <PageHead title="没有这个页面" />
      <div className="panel">
        <EmptyState title="这个地址没有对应的页面">
          请检查链接是否完整，或到 <Link to="/console">工作台</Link>、<Link to="/console/enterprises">企业名单</Link>{' '}
          继续。
        </EmptyState>
      </div>
    </>
  );
}
