import { DataTable } from '../../../shared/ui/DataTable';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { changeColumns } from '../../titles/Changes';
import { useChanges } from '../../titles/changes.queries';
import '../../titles/titles.css';

/** Major changes of an enterprise that holds titles: reported, decided, or known and not reported. */
export function MajorChanges({ enterpriseId }: { enterpriseId: string }) {
  const { data, error, refetch } = useChanges({ enterprise: enterpriseId });
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="major-changes">
      <h2 id="major-changes">重大变化</h2>
      <DataTable
        caption="重大变化和决定"
        columns={changeColumns.filter(({ key }) => key !== 'enterprise')}
        rowKey={({ id, kind, effectiveOn }) => id ?? `${kind} ${effectiveOn}`}
        rows={data.items}
        cards
      />
    </section>
  );
}
