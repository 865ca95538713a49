import { getRouteApi, Link } from '@tanstack/react-router';
import { type AmountUnit, amountUnits } from '../../shared/format/amounts';
import { CreditCode } from '../../shared/ui/CreditCode';
import { DemoMark } from '../../shared/ui/DemoMark';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { CardList } from './CardList';
import { Identity } from './Identity';
import { FiguresSection } from './figures/FiguresSection';
import { useEnterprise, useFacts, useFigures, useScoreCards } from './enterprises.queries';
import './enterprise-page.css';

const route = getRouteApi('/console/enterprises/$id');

/** One enterprise: who it is, how it stands under each standard and why, three years of figures. */
export function EnterprisePage() {
  const { id } = route.useParams();
  const { run, unit: unitText } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: enterprise, error, refetch } = useEnterprise(id);
  // asked for at once with the rest, not one after the other as the parts appear
  useScoreCards(id);
  useFigures(id);
  useFacts();
  const unit: AmountUnit = unitText !== undefined && unitText in amountUnits ? (unitText as AmountUnit) : '万元';

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
  if (!enterprise) return <Loading what="正在读取企业" />;
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
      <div className="enterprise">
        <Identity enterprise={enterprise} />
        <section aria-labelledby="cards">
          <h2 id="cards" className="section-title">
            评价卡
            <PreAssessment />
          </h2>
          <CardList
            enterpriseId={id}
            run={run}
            onRun={(next) =>
              void navigate({ search: { run: next, unit: unitText }, replace: true, resetScroll: false })
            }
          />
        </section>
        <FiguresSection
          enterpriseId={id}
          unit={unit}
          onUnit={(next) => void navigate({ search: { run, unit: next }, replace: true, resetScroll: false })}
        />
      </div>
    </>
  );
}
