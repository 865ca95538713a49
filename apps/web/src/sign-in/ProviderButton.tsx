import { Button } from 'antd';
import { useLeaveForProvider, useProvider } from '../shared/provider/provider';
import { ProblemView } from '../shared/ui/ProblemView';

/** The way in by the district's identity provider, where there is one. */
export function ProviderButton({ to }: { to: string | undefined }) {
  const { data: provider } = useProvider();
  const leaving = useLeaveForProvider(to);
  if (!provider) return null;
  return (
    <div className="panel stacked sign-in__provider">
      <Button block loading={leaving.isPending} onClick={() => leaving.mutate()}>
        用“{provider.label}”登录
      </Button>
      <p className="quiet">本单位的工作人员，账号关联之后可以用；企业的人请用登录名和口令。</p>
      {leaving.error && <ProblemView error={leaving.error} />}
    </div>
  );
}
