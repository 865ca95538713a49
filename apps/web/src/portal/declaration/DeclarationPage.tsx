import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useHome } from '../portal.queries';
import { compiled } from '../self-check/self-check.queries';
import { type Declaration, useDeclaration } from './declaration.queries';
import { DeclarationForm } from './DeclarationForm';
import { Progress } from './Progress';
import { purposeWords } from './words';
import '../portal.css';
import '../self-check/self-check.css';
import './declaration.css';

const route = getRouteApi('/portal/enterprises/$id/applications/$application');

/** One declaration of an enterprise: the form while it is theirs, where the case stands otherwise. */
export function DeclarationPage() {
  const { id, application } = route.useParams();
  const home = useHome(id);
  const { data, error, refetch, dataUpdatedAt } = useDeclaration(id, application);
  const failed = home.error ?? error;
  if (failed)
    return (
      <>
        <PageHead title="申报" />
        <ProblemView error={failed} retry={() => void refetch()} />
        <p>
          <Link to="/portal/enterprises/$id" params={{ id }}>
            回到企业
          </Link>
        </p>
      </>
    );
  if (!data || !home.data) return <Loading what="正在读取申报" />;
  const { identity, rights } = home.data;
  return (
    <>
      <PageHead
        title={`${data.batch.name} · ${purposeWords[data.purpose]}`}
        lead={
          <>
            <Link to="/portal/enterprises/$id" params={{ id }}>
              {identity.name}
            </Link>{' '}
            <PreAssessment />
          </>
        }
      />
      <div className="portal-page portal-page--wide">
        <Progress
          enterpriseId={id}
          view={data}
          mayFill={rights.includes('fill')}
          maySubmit={rights.includes('submit')}
        />
        <Form key={dataUpdatedAt} enterpriseId={id} view={data} rights={rights} onRead={() => void refetch()} />
      </div>
    </>
  );
}

interface FormProps {
  enterpriseId: string;
  view: Declaration;
  rights: readonly string[];
  onRead: () => void;
}

function Form({ enterpriseId, view, rights, onRead }: FormProps) {
  const standard = useMemo(() => compiled(view.standard), [view.standard]);
  if (!view.openAll && !view.asked.some(({ open }) => open) && view.marks.length === 0) return null;
  return (
    <DeclarationForm
      {...{ enterpriseId, view, standard, onRead }}
      mayFill={rights.includes('fill')}
      maySubmit={rights.includes('submit')}
    />
  );
}
