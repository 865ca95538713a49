import { getRouteApi, Link } from '@tanstack/react-router';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useHome } from '../portal.queries';
import { Updates } from './Updates';
import '../portal.css';
import '../declaration/declaration.css';

const route = getRouteApi('/portal/enterprises/$id/updates');

/** Every year that an enterprise has to update. */
export function UpdatesPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useHome(id);
  if (!error && !data) return <Loading what="正在读取年度更新" />;
  return (
    <>
      <PageHead
        title="年度更新"
        lead={
          <Link to="/portal/enterprises/$id" params={{ id }}>
            {data?.identity.name ?? '回到企业'}
          </Link>
        }
      />
      <div className="portal-page">
        {error ? (
          <ProblemView error={error} retry={() => void refetch()} />
        ) : (
          <>
            <p>持有称号的企业每年更新一次上一年度的数据。一次只报一年；逾期的也收，补报只算那一年。</p>
            <Updates enterpriseId={id} whole />
          </>
        )}
      </div>
    </>
  );
}
