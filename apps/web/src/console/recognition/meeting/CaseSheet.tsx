import { OUTCOME_LABELS, pointsText } from '@tidu/criteria';
import { CreditCode } from '../../../shared/ui/CreditCode';
import { purposeWords } from '../../words';
import type { MeetingPack, PackSheet } from './meeting.queries';
import { PaperSheet } from './PaperSheet';

/** One case on a sheet: place, result by clause, values with their sources, what the review says. */
export function CaseSheet({ pack, sheet }: { pack: MeetingPack; sheet: PackSheet }) {
  const { name, place, size, before, tied, clauses, facts, review, faults, submittedPoints, points } = sheet;
  return (
    <PaperSheet pack={pack} what={`第 ${sheet.position} 件，共 ${pack.cases} 件`}>
      <h2>
        {sheet.position}. {name}
      </h2>
      <dl className="facts-list">
        <dt>信用代码</dt>
        <dd>
          <CreditCode code={sheet.creditCode} />，{sheet.regionName}
        </dd>
        <dt>名次</dt>
        <dd>
          第 {place} 名{size > 1 && `（${size} 件并列）`}，{before ? '线内' : tied ? '线上同分' : '线外'}
        </dd>
        <dt>申报</dt>
        <dd>
          {purposeWords[sheet.purpose]}，第 {sheet.revision} 次提交，回执 {sheet.receiptNumber ?? '未知'}，
          {sheet.stateLabel}
        </dd>
        <dt>按提交的内容</dt>
        <dd>
          {OUTCOME_LABELS[sheet.outcome]}
          {submittedPoints && `，${pointsText(submittedPoints)}`}
        </dd>
        <dt>连同人工判断</dt>
        <dd>
          {sheet.decided}
          {points && `，${pointsText(points)}`}
        </dd>
        <dt>初审意见</dt>
        <dd>{review ?? '还没有初审通过'}</dd>
        <dt>佐证</dt>
        <dd>{sheet.evidence} 件</dd>
        <dt>标准</dt>
        <dd>{sheet.standard}</dd>
      </dl>
      {faults.map((fault) => (
        <p key={fault} className="recognition__warning">
          {fault}
        </p>
      ))}
      <div className="meeting__columns">
        <table className="meeting__table">
          <caption>逐条结果</caption>
          <tbody>
            {clauses.map(({ label, outcomeText, points: earned, kind }, i) => (
              <tr key={`${label} ${i}`} className={`meeting__clause--${kind}`}>
                <th scope="row">{label}</th>
                <td>
                  {earned && !outcomeText.includes('分') ? `${outcomeText}（${pointsText(earned)}）` : outcomeText}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <table className="meeting__table">
          <caption>所依据的值和来源</caption>
          <tbody>
            {facts.map(({ label, display, source, asOf }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>
                  {display}
                  <span className="quiet">
                    {' '}
                    {source}
                    {asOf && `，${asOf}`}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="meeting__sign">会议意见：　　　　　　　　　　签字：　　　　　　　　日期：</p>
    </PaperSheet>
  );
}
