import { useDistrict } from '../../shared/district/district';
import type { MemberRequest, RequestDetail } from './members.queries';

interface ClaimLetterProps {
  known: NonNullable<RequestDetail['known']>;
  request: MemberRequest;
  code: string;
  /** Last day on which the code counts. */
  until: string;
}

/** The letter that goes to the registered address. It says who asks, so that an enterprise that sent nobody can tell. */
export function ClaimLetter({ known, request, code, until }: ClaimLetterProps) {
  const district = useDistrict();
  return (
    <article className="panel claim-letter" aria-label="口令函">
      <p>{known.registeredAddress}</p>
      <p>{known.name}（收）</p>
      <h2>企业账号口令函</h2>
      <p>
        {request.personName} 在“梯度”企业服务中申请代表贵企业（统一社会信用代码 {known.creditCode}
        ）填报数据、管理企业账号。如系贵企业委托，请把下面的口令交给本人，在网页“我的企业”中输入：
      </p>
      <p className="claim-letter__code code">{code}</p>
      <p>
        口令 {until} 前有效，只能用一次。贵企业没有委托此人的，请不要把口令交给任何人，并告知
        {district?.bureau ?? '本局'}。
      </p>
      {district && <p className="claim-letter__from">{district.bureau}</p>}
    </article>
  );
}
