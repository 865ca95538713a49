import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { Hash } from '../../shared/ui/Hash';
import { purposeWords } from '../words';
import type { RehearsalDetail } from './rehearsals.queries';

function Side({ side }: { side: RehearsalDetail['old'] }) {
  return (
    <dd>
      {side.name} 第 {side.version} 版{side.releaseId === null && '，未发布'}
      <div className="quiet">
        校验值 <Hash value={side.hash} />
      </div>
    </dd>
  );
}

/** What was compared and on what, so that it can be made again and checked. */
export function Sides({ rehearsal }: { rehearsal: RehearsalDetail }) {
  return (
    <section className="panel" aria-labelledby="sides">
      <h2 id="sides">口径</h2>
      <dl className="facts-list">
        <dt>旧办法</dt>
        <Side side={rehearsal.old} />
        <dt>新办法</dt>
        <Side side={rehearsal.new} />
        <dt>数据</dt>
        <dd>
          {rehearsal.year} 年度，{purposeWords[rehearsal.purpose]}，评价日 {rehearsal.asOf}，
          {formatCount(rehearsal.total)} 家
          {rehearsal.demo ? '演示企业' : `登记企业（${leftOut(rehearsal.demoLeftOut)}）`}
        </dd>
        <dt>生成</dt>
        <dd>
          {formatInstant(rehearsal.createdAt)}，{rehearsal.personName}
        </dd>
      </dl>
      {rehearsal.overlay !== null && (
        <details className="rehearsal-overlay">
          <summary>试改文件</summary>
          <pre className="code" tabIndex={0}>
            {rehearsal.overlay}
          </pre>
        </details>
      )}
    </section>
  );
}

/** Which invented enterprises took no part; how many isn't known of rehearsals of before. */
const leftOut = (count: number | null): string =>
  count === 0 ? '没有演示企业' : `演示企业${count === null ? '' : ` ${formatCount(count)} 家`}不参加，两者不混算`;
