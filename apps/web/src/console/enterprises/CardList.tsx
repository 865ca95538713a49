import { type Explanation, pointsText } from '@tidu/criteria';
import { Link } from '@tanstack/react-router';
import { IntervalBar } from '../../shared/score-card/IntervalBar';
import { ScoreCard } from '../../shared/score-card/ScoreCard';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { Outcome } from '../../shared/ui/Outcome';
import { ProblemView } from '../../shared/ui/ProblemView';
import { cardContext } from './card-context';
import { type ScoreCardHead, useScoreCard, useScoreCards } from './enterprises.queries';
import { purposeWords } from '../words';
import './card-list.css';

/** Why a standard does not hold for this enterprise. */
const outsideWords = { region: '别处的标准', period: '不在有效期' } as const;

interface CardListProps {
  enterpriseId: string;
  /** Run whose card is open; the first one when absent. */
  run: string | undefined;
  onRun: (runId: string) => void;
}

/** How an enterprise stands under every standard, and the card of the chosen one in full. */
export function CardList({ enterpriseId, run, onRun }: CardListProps) {
  const { data, error, refetch } = useScoreCards(enterpriseId);
  const cards = data?.items ?? [];
  const open = cards.find((card) => card.runId === run) ?? cards[0];
  const others = cards.filter(({ outside }) => outside !== null);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取评价卡" />;
  if (!open) {
    return (
      <div className="panel">
        <EmptyState title="还没有评价卡">
          有当年数据、并且 <Link to="/console/scoring">做过预评估</Link> 的企业才有评价卡。
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <Picks cards={cards.filter(({ outside }) => outside === null)} open={open} onRun={onRun} />
      {others.length > 0 && (
        <details className="card-others no-print" open={open.outside !== null || undefined}>
          <summary>别处的或评价日不在有效期的标准（{others.length} 个），只供参考</summary>
          <Picks cards={others} open={open} onRun={onRun} />
        </details>
      )}
      <OpenCard runId={open.runId} enterpriseId={enterpriseId} />
    </>
  );
}

interface PicksProps {
  cards: readonly ScoreCardHead[];
  open: ScoreCardHead;
  onRun: (runId: string) => void;
}

function Picks({ cards, open, onRun }: PicksProps) {
  return (
    <div className="card-picks no-print" role="group" aria-label="选择评价卡">
      {cards.map((card) => (
        <button
          key={card.runId}
          type="button"
          className="card-pick"
          aria-pressed={card.runId === open.runId}
          onClick={() => onRun(card.runId)}
        >
          <span className="card-pick__name">{card.standardName}</span>
          <span className="card-pick__when">
            {card.year} 年度 · {purposeWords[card.purpose]}
            {card.outside !== null && ` · ${outsideWords[card.outside]}`}
          </span>
          <span className="card-pick__stand">
            <Outcome outcome={card.outcome} />
            {card.points && <b className="number">{pointsText(card.points)}</b>}
          </span>
          {card.points && card.fullPoints !== null && (
            <IntervalBar points={card.points} full={card.fullPoints} line={null} />
          )}
        </button>
      ))}
    </div>
  );
}

function OpenCard({ runId, enterpriseId }: { runId: string; enterpriseId: string }) {
  const { data, error, refetch } = useScoreCard(runId, enterpriseId);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在推导逐条解释" />;
  return (
    <>
      <p className="card-actions no-print">
        <Link
          to="/console/enterprises/$id/advice"
          params={{ id: enterpriseId }}
          search={{ standard: data.standardId, year: String(data.year), purpose: data.purpose }}
        >
          差一步清单：最省的办法
        </Link>
        <Link to="/console/enterprises/$id/letter" params={{ id: enterpriseId }} search={{ run: runId }}>
          写成给企业的说明信（打印、导出）
        </Link>
      </p>
      <ScoreCard explanation={data.explanation as unknown as Explanation} context={cardContext(data)} />
    </>
  );
}
