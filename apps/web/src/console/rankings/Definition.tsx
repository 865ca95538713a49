import { PAST_REVIEW } from '@tidu/criteria';
import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { Hash } from '../../shared/ui/Hash';
import { purposeWords } from '../words';
import { filterWords } from './filter-words';
import type { Ranking } from './rankings.queries';

/** What was ranked and how, so that the list can be made again and checked. */
export function Definition({ ranking }: { ranking: Ranking }) {
  return (
    <section className="panel" aria-labelledby="definition">
      <h2 id="definition">口径</h2>
      <dl className="facts-list">
        <dt>排序规则</dt>
        <dd>{ranking.order}</dd>
        <dt>范围</dt>
        <dd>
          {filterWords(ranking)}
          {!ranking.demo && '（演示企业不排入）'}
        </dd>
        <dt>标准</dt>
        <dd>
          <span className="code">{ranking.standardId}</span> 第 {ranking.standardVersion} 版，校验值{' '}
          <Hash value={ranking.releaseHash} />
        </dd>
        <dt>数据</dt>
        <dd>
          {ranking.year} 年度，{purposeWords[ranking.purpose]}，评价日 {ranking.asOf}
          {ranking.provisional && `。${PAST_REVIEW}`}
        </dd>
        <dt>企业</dt>
        <dd>
          {formatCount(ranking.total)} 家，其中未定 {formatCount(ranking.counts.open)} 家
        </dd>
        <dt>生成</dt>
        <dd>
          {formatInstant(ranking.createdAt)}，{ranking.personName}；口径校验值 <Hash value={ranking.definitionHash} />
        </dd>
      </dl>
    </section>
  );
}
