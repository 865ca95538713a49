import { checkCreditCode } from '@tidu/kernel';
import { useMutation } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { portalApi, sentOnce, settle, unwrap } from '../../shared/api/client';
import { useSession } from '../../shared/session/session';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type AccountDraft, AccountFields, isReadyAccount, noAccount } from './AccountFields';
import { useArrive, usePortalChange } from '../portal.queries';
import '../portal.css';

const nothing = { creditCode: '', enterpriseName: '', phone: '' };
const phoneForm = /^\+?[0-9-]{7,20}$/;

/** Somebody asks to act for an enterprise: with a new account, or with the one they are signed in with. */
export function RegisterPage() {
  const { data: session, isPending } = useSession();
  if (isPending) return <Loading what="正在打开" />;
  return (
    <div className="portal-page portal-page--narrow">
      <PageHead
        title="注册企业账号"
        lead="按营业执照填写。这里的答复不说明企业是否已经登记、有没有管理员；工信局核对证明之后才生效。"
      />
      {session?.duty === 'member' ? <AskForm /> : <RegisterForm />}
      <p className="quiet">
        已有账号？
        <Link to="/sign-in" search={{ to: '/portal' }}>
          登录
        </Link>
        。企业已有管理员的，请管理员发邀请链接，不用在这里注册。
      </p>
    </div>
  );
}

function RegisterForm() {
  const [claim, setClaim] = useState(nothing);
  const [account, setAccount] = useState<AccountDraft>(noAccount);
  const { history } = useRouter();
  const arrive = useArrive();
  const { displayName, loginName, password } = account;
  const sending = useMutation({
    mutationFn: () =>
      unwrap(
        portalApi.POST('/api/portal/registrations', {
          ...sentOnce,
          body: { ...trimmed(claim), displayName: displayName.trim(), loginName, password },
        }),
      ),
    onSuccess: async () => {
      await arrive();
      history.push('/portal');
    },
  });
  return (
    <SendForm
      className="panel stacked"
      label="注册企业账号"
      sending={sending}
      onSend={() => sending.mutate()}
      verb="注册，下一步提交证明"
      ready={isReadyClaim(claim) && isReadyAccount(account)}
      lacking="请填完整"
    >
      <ClaimFields claim={claim} onChange={setClaim} />
      <AccountFields account={account} onChange={setAccount} />
    </SendForm>
  );
}

function AskForm() {
  const [claim, setClaim] = useState(nothing);
  const { history } = useRouter();
  const sending = usePortalChange(() => settle(portalApi.POST('/api/portal/own/requests', { body: trimmed(claim) })));
  return (
    <SendForm
      className="panel stacked"
      label="申请代表一家企业"
      sending={sending}
      onSend={() => sending.mutate(undefined, { onSuccess: () => history.push('/portal') })}
      verb="申请，下一步提交证明"
      ready={isReadyClaim(claim)}
      lacking="请填完整"
    >
      <ClaimFields claim={claim} onChange={setClaim} />
    </SendForm>
  );
}

function ClaimFields({ claim, onChange }: { claim: typeof nothing; onChange: (claim: typeof nothing) => void }) {
  const [left, setLeft] = useState(false);
  const { problems } = checkCreditCode(claim.creditCode);
  const change = (part: Partial<typeof nothing>) => onChange({ ...claim, ...part });
  const wrong = claim.creditCode !== '' && (left || claim.creditCode.length >= 18) ? problems[0]?.message : undefined;
  return (
    <>
      <div onBlur={() => setLeft(true)}>
        <TextField
          label="统一社会信用代码"
          hint="营业执照上的 18 位代码"
          error={wrong}
          max={60}
          value={claim.creditCode}
          onChange={(creditCode) => change({ creditCode })}
        />
      </div>
      <TextField
        label="企业名称"
        max={200}
        value={claim.enterpriseName}
        onChange={(enterpriseName) => change({ enterpriseName })}
      />
      <TextField
        label="您的电话"
        hint="工信局核对时联系您；只用于这次申请"
        error={claim.phone.length > 12 && !phoneForm.test(claim.phone.trim()) ? '用数字和横线，7–20 位。' : undefined}
        max={20}
        value={claim.phone}
        onChange={(phone) => change({ phone })}
      />
    </>
  );
}

const trimmed = ({ creditCode, enterpriseName, phone }: typeof nothing) => ({
  creditCode: creditCode.trim(),
  enterpriseName: enterpriseName.trim(),
  phone: phone.trim(),
});

const isReadyClaim = ({ creditCode, enterpriseName, phone }: typeof nothing) =>
  checkCreditCode(creditCode).valid && enterpriseName.trim().length >= 2 && phoneForm.test(phone.trim());
