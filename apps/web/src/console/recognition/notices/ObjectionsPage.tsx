import { getRouteApi } from '@tanstack/react-router';
import { Select } from 'antd';
import { EmptyState } from '../../../shared/ui/EmptyState';
import { Field } from '../../../shared/ui/Field';
import { Loading } from '../../../shared/ui/Loading';
import { PageHead } from '../../../shared/ui/PageHead';
import { Pager } from '../../../shared/ui/Pager';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { ObjectionCard } from './ObjectionCard';
import { type ObjectionState, pageSize, useObjections } from './notices.queries';
import { objectionStateWords } from './objection-words';
import '../recognition.css';

const route = getRouteApi('/console/recognition/objections');

/** Objections and clues, those that wait longest first. */
export function ObjectionsPage() {
  const { state, after, page = '1' } = route.useSearch();
  const navigate = route.useNavigate();
  const chosen = state !== undefined && state in objectionStateWords ? (state as ObjectionState) : undefined;
  const { data, error, refetch } = useObjections(chosen, after);
  return (
    <>
      <PageHead
        title="异议"
        lead="受理以后只有这一件停下来；初审、批准过这件申报的人不能答复。反映人的身份不要告诉企业。"
      />
      <div className="recognition">
        <div className="recognition__filters">
          <Field label="看哪些">
            {(control) => (
              <Select
                {...control}
                value={chosen ?? 'all'}
                options={[
                  { value: 'all', label: '全部' },
                  ...Object.entries(objectionStateWords).map(([value, label]) => ({ value, label })),
                ]}
                onChange={(value) => void navigate({ search: value === 'all' ? {} : { state: value } })}
              />
            )}
          </Field>
        </div>
        {error ? (
          <ProblemView error={error} retry={() => void refetch()} />
        ) : !data ? (
          <Loading what="正在读取异议" />
        ) : data.items.length === 0 ? (
          <div className="panel">
            <EmptyState title="没有异议">公示期间有人提出异议时，会列在这里。</EmptyState>
          </div>
        ) : (
          <>
            {data.items.map((objection) => (
              <ObjectionCard key={objection.id} objection={objection} />
            ))}
            {(data.next !== null || after !== undefined) && (
              <Pager
                {...{ page: Number(page), shown: data.items.length, limit: pageSize, count: data.count }}
                next={data.next}
                unit="件"
                onFirst={() => void navigate({ search: { state } })}
                onBack={() => window.history.back()}
                onNext={(next) => void navigate({ search: { state, after: next, page: String(Number(page) + 1) } })}
              />
            )}
          </>
        )}
      </div>
    </>
  );
}
