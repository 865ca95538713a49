import { getRouteApi, Link } from '@tanstack/react-router';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useDraft, useHome } from '../portal.queries';
import { DraftForm } from './DraftForm';
import '../portal.css';

const route = getRouteApi('/portal/enterprises/$id/figures/$year');

/** The enterprise's own figures of one accounting year: as submitted, and the form for what comes next. */
export function FiguresPage() {
  const { id, year } = route.useParams();
  const home = useHome(id);
  const draft = useDraft(id, Number(year));
  const error = home.error ?? draft.error;
  if (error)
    return (
      <>
        <PageHead title={`${year} 年度数据`} />
        <ProblemView error={error} retry={() => void draft.refetch()} />
      </>
    );
  if (!home.data || !draft.data) return <Loading what="正在读取年度数据" />;
  const { identity, rights } = home.data;
  return (
    <>
      <PageHead
        title={`${year} 年度数据`}
        lead={
          <Link to="/portal/enterprises/$id" params={{ id }}>
            {identity.name}
          </Link>
        }
      />
      <div className="portal-page">
        <DraftForm
          key={draft.dataUpdatedAt}
          enterpriseId={id}
          view={draft.data}
          mayFill={rights.includes('fill')}
          maySubmit={rights.includes('submit')}
          onSent={() => void draft.refetch()}
        />
      </div>
    </>
  );
}
