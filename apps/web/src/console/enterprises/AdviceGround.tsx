import { PAST_REVIEW, pointsText, pointsNumber, PURPOSE_LABELS } from '@tidu/criteria';
import { Hash } from '../../shared/ui/Hash';
import { Outcome } from '../../shared/ui/Outcome';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import type { EnterpriseAdvice } from './enterprises.queries';

/** How the enterprise stands today under the standard, and on which sheet that rests. */
export function AdviceGround({ found }: { found: EnterpriseAdvice }) {
  const { standardName, standardVersion, points, fullPoints, advice, year, sheetAsOf, sheetVersion, sheetHash } = found;
  return (
    <div className="advice-ground">
      <p>
        <strong>{standardName}</strong> 第 {standardVersion} 版 · {PURPOSE_LABELS[advice.purpose]}
        {advice.deadline !== null && ` · 最迟 ${advice.deadline}`}
      </p>
      <p>
        现在 <Outcome outcome={found.outcome} />{' '}
        {points && (
          <b className="number">
            {pointsText(points)}
            {fullPoints !== null && <span className="quiet"> 满分 {pointsNumber(fullPoints)}</span>}
          </b>
        )}{' '}
        <PreAssessment />
      </p>
      {found.outsidePeriod && (
        <p className="advice-ground__outside">
          {advice.deadline ?? sheetAsOf} 不在本标准{PURPOSE_LABELS[advice.purpose]}的有效期内，清单只供参考。
        </p>
      )}
      {found.provisional && <p className="advice-ground__outside">{PAST_REVIEW}</p>}
      <p className="quiet">
        按 {year} 年度事实表（评价日 {sheetAsOf}，第 {sheetVersion} 版，校验值 <Hash value={sheetHash} />
        ）核算
      </p>
    </div>
  );
}
