import { Link, useRouterState } from '@tanstack/react-router';
import { Steps } from 'antd';
import { useDistrict } from '../../shared/district/district';
import { type Session, useMay } from '../../shared/session/session';

type SetUpPage = '/console/own' | '/console/profile';

/**
 * The page that whoever sets the installation up has to be at, until it is known whose register this is; null for
 * everybody else, and afterwards.
 */
export function useSetUpPage({ needsFactor }: Session): SetUpPage | null {
  const may = useMay();
  const district = useDistrict();
  const here = useRouterState({ select: ({ location }) => location.pathname });
  if (district !== null || !may('reference.profile')) return null;
  if (here === '/console/own' || here === '/console/profile') return here;
  return needsFactor ? '/console/own' : '/console/profile';
}

/** The way of the first set-up, and how far one is. */
export function SetUp({ page, needsFactor }: { page: SetUpPage; needsFactor: boolean }) {
  const profile = page === '/console/profile' ? '写下本区档案' : <Link to="/console/profile">写下本区档案</Link>;
  const factor = needsFactor && page !== '/console/own' ? <Link to="/console/own">设动态口令</Link> : '设动态口令';
  return (
    <section className="set-up no-print" aria-label="首次设置">
      <strong>首次设置</strong>
      <Steps
        size="small"
        current={page === '/console/own' ? 1 : 2}
        items={[
          { title: '设口令', status: 'finish' },
          { title: factor, status: needsFactor ? undefined : 'finish' },
          { title: profile },
          { title: '建同事的账号，由安全管理员授予角色' },
        ]}
      />
    </section>
  );
}
