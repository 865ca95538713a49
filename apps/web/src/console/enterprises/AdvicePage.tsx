import type { Advice } from '@tidu/criteria';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { AdviceView } from '../../shared/score-card/AdviceView';
import { clauseNames } from '../../shared/score-card/clause-names';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useStandards } from '../standards/standards.queries';
import { AdviceForm } from './AdviceForm';
import { AdviceGround } from './AdviceGround';
import { type AdviceWish, useAdvice, useEnterprise, useScoreCards } from './enterprises.queries';
import './advice-page.css';

const route = getRouteApi('/console/enterprises/$id/advice');

/** 差一步清单 of a registered enterprise for any standard in use: the question above, the ways below. */
export function AdvicePage() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const enterprise = useEnterprise(id);
  const standards = useStandards();
  const cards = useScoreCards(id);
  const error = enterprise.error ?? standards.error ?? cards.error;
  const back = (
    <Link to="/console/enterprises/$id" params={{ id }} className="no-print">
      回到企业
    </Link>
  );
  if (error) {
    return (
      <>
        <PageHead title="差一步清单" lead={back} />
        <ProblemView error={error} />
      </>
    );
  }
  if (!enterprise.data || !standards.data || !cards.data) return <Loading what="正在读取企业与标准" />;
  const wish: AdviceWish = {
    standardId: search.standard ?? cards.data.items[0]?.standardId ?? standards.data.items[0]?.id,
    year: search.year,
    purpose: search.purpose === 'renewal' ? 'renewal' : 'application',
    deadline: search.deadline,
  };
  return (
    <>
      <PageHead
        title="差一步清单"
        tab={`${enterprise.data.name}的差一步清单`}
        lead={
          <>
            {enterprise.data.name} {back}
          </>
        }
        actions={<Button onClick={() => window.print()}>打印</Button>}
      />
      <div className="advice-page">
        <AdviceForm
          key={wish.deadline}
          standards={standards.data.items}
          years={[...new Set(cards.data.items.map(({ year }) => year))]}
          wish={wish}
          onWish={({ standardId, ...next }) =>
            void navigate({ search: { standard: standardId, ...next }, replace: true, resetScroll: false })
          }
        />
        <Found id={id} wish={wish} />
      </div>
    </>
  );
}

function Found({ id, wish }: { id: string; wish: AdviceWish }) {
  const { data, error, refetch } = useAdvice(id, wish);
  if (wish.standardId === undefined) return <p className="quiet">还没有启用任何标准，先到“标准”页启用一个。</p>;
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在核算各种办法" />;
  return (
    <section className="panel" aria-labelledby="ways">
      <h2 id="ways">怎样达到，最省的排在前</h2>
      <AdviceGround found={data} />
      <AdviceView advice={data.advice as unknown as Advice} labels={clauseNames(data.clauses)} />
    </section>
  );
}
