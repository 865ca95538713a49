import { type Explanation, letterOf } from '@tidu/criteria';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useDistrict } from '../../shared/district/district';
import { LetterActions } from '../../shared/score-card/LetterActions';
import { LetterView } from '../../shared/score-card/LetterView';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { cardContext } from './card-context';
import { useEnterprise, useScoreCard, useScoreCards } from './enterprises.queries';

const route = getRouteApi('/console/enterprises/$id/letter');

/** The result of one card as a letter to the enterprise, to be printed or taken away. */
export function LetterPage() {
  const { id } = route.useParams();
  const { run } = route.useSearch();
  const cards = useScoreCards(id);
  const enterprise = useEnterprise(id);
  const card = useScoreCard(run ?? cards.data?.items[0]?.runId, id);
  const district = useDistrict();
  const error = cards.error ?? enterprise.error ?? card.error;
  const back = (
    <p className="no-print">
      <Link to="/console/enterprises/$id" params={{ id }} search={{ run }}>
        回到企业
      </Link>
    </p>
  );
  if (error) {
    return (
      <>
        <PageHead title="说明信" />
        <ProblemView error={error} />
        {back}
      </>
    );
  }
  if (run === undefined && cards.data?.items.length === 0) {
    return (
      <>
        <PageHead title="说明信" lead={back} />
        <div className="panel">
          <EmptyState title="还没有评价卡，写不成说明信">
            有当年数据、并且 <Link to="/console/scoring">做过预评估</Link> 的企业才有评价卡。
          </EmptyState>
        </div>
      </>
    );
  }
  if (!card.data || !enterprise.data) return <Loading what="正在写说明信" />;
  const { name, creditCode, demo } = enterprise.data;
  const explanation = card.data.explanation as unknown as Explanation;
  const letter = letterOf(explanation, {
    ...cardContext(card.data, { name, creditCode, demo }),
    ...(district && { bureau: district.bureau }),
  });
  return (
    <>
      <div className="no-print">
        <PageHead
          title="说明信"
          tab={`${name}的说明信`}
          lead={back}
          actions={<LetterActions letter={letter} explanation={explanation} />}
        />
      </div>
      <div className="panel">
        <LetterView letter={letter} />
      </div>
    </>
  );
}
