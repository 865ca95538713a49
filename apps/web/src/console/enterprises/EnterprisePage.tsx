import { getRouteApi, Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { CreditCode } from '../../shared/ui/CreditCode';
import { DemoMark } from '../../shared/ui/DemoMark';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useEnterprise } from './enterprises.queries';
import { SectionNav } from './SectionNav';
import { sections } from './sections';
import './enterprise-page.css';

const route = getRouteApi('/console/enterprises/$id');

/** One enterprise: its head at one glance, and one of its parts in depth. */
export function EnterprisePage() {
  const { id } = route.useParams();
  const { tab, asOf } = route.useSearch();
  const { data: enterprise, error, refetch } = useEnterprise(id);
  const section = sections.find(({ key }) => key === tab) ?? sections[0];

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
  return (
    <>
      <PageHead
        title={enterprise.name}
        lead={
          <>
            <CreditCode code={enterprise.creditCode} /> {enterprise.demo && <DemoMark />}
          </>
        }
      />
      <SectionNav enterpriseId={id} current={section.key} asOf={asOf} />
      <div className="enterprise">
        <Suspense fallback={<Loading what={`正在打开${section.label}`} />}>
          <section.Component enterprise={enterprise} asOf={asOf} />
        </Suspense>
      </div>
    </>
  );
}
