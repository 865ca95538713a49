import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { BackLink } from '../quality/BackLink';
import { rememberEnterprise } from '../shell/recent';
import { AsOfNotice } from './AsOfSwitch';
import { EnterpriseHead } from './EnterpriseHead';
import { useEnterprise } from './enterprises.queries';
import { SectionNav } from './SectionNav';
import { sections } from './sections';
import './enterprise-page.css';

const route = getRouteApi('/console/enterprises/$id');

const noticeOf = ({ present, known }: (typeof sections)[number]) => ({
  ...(present !== undefined && { present }),
  ...(known !== undefined && { known }),
});

/** One enterprise: its head at one glance, and one of its parts in depth; today or as of a day. */
export function EnterprisePage() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const { tab, asOf, own, from, back } = search;
  const navigate = route.useNavigate();
  const { data: enterprise, error, refetch } = useEnterprise(id, { asOf, own: own !== undefined });
  const section = sections.find(({ key }) => key === tab) ?? sections[0];

  const opened = enterprise?.id === id && asOf === undefined ? enterprise : undefined;
  useEffect(() => {
    if (opened) rememberEnterprise(opened);
  }, [opened]);

  if (error) {
    return (
      <>
        <PageHead title="企业" />
        <ProblemView error={error} retry={() => void refetch()} />
        <p className="enterprise__back">
          <Link to="/console/enterprises">回到企业名单</Link>
        </p>
      </>
    );
  }
  if (!enterprise || !section) return <Loading what="正在读取企业" />;
  // the server has led on from a merged record
  if (enterprise.id !== id) {
    return (
      <Navigate to="/console/enterprises/$id" params={{ id: enterprise.id }} search={{ ...search, from: id }} replace />
    );
  }
  return (
    <>
      {back !== undefined && (
        <p className="enterprise__came no-print">
          <BackLink back={back} />
        </p>
      )}
      <EnterpriseHead
        enterprise={enterprise}
        asOf={asOf}
        onAsOf={(day) => void navigate({ search: (now) => ({ ...now, asOf: day }) })}
      />
      {asOf !== undefined && <AsOfNotice enterpriseId={id} asOf={asOf} tab={tab} {...noticeOf(section)} />}
      {from !== undefined && (
        <p className="as-of__notice" role="status">
          您打开的记录已合并到这一条。
          <Link to="/console/enterprises/$id" params={{ id: from }} search={{ own: '1' }}>
            查看原记录
          </Link>
        </p>
      )}
      <SectionNav enterpriseId={id} current={section.key} asOf={asOf} back={back} />
      <div className="enterprise">
        <Suspense fallback={<Loading what={`正在打开${section.label}`} />}>
          <section.Component enterprise={enterprise} asOf={asOf} />
        </Suspense>
      </div>
    </>
  );
}
