import { Unknown } from '../../shared/ui/Unknown';
import { ownershipWords } from '../words';
import type { Enterprise } from './section-props';

/** Who the enterprise is, at one glance. */
export function Identity({ enterprise }: { enterprise: Enterprise }) {
  const { regionPath, regionCode, regionBasis, industryCode, industryName, ownership, registeredOn } = enterprise;
  return (
    <dl className="identity panel">
      <div>
        <dt>所在地</dt>
        <dd>
          {regionPath ?? regionCode}
          {regionBasis === 'creditCode' && (
            <span className="quiet" title="没有来源说明所在地，取自统一社会信用代码，为登记时的区划">
              （取自信用代码）
            </span>
          )}
        </dd>
      </div>
      <div>
        <dt>行业</dt>
        <dd>
          {industryCode === null ? (
            <Unknown />
          ) : (
            <>
              {industryName ?? '未收录'} <span className="quiet code">{industryCode}</span>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>所有制</dt>
        <dd>{ownership === null ? <Unknown /> : (ownershipWords[ownership] ?? ownership)}</dd>
      </div>
      <div>
        <dt>成立日期</dt>
        <dd>{registeredOn ?? <Unknown />}</dd>
      </div>
    </dl>
  );
}
