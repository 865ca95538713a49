import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { ImportForm } from './ImportForm';
import { ImportHistory } from './ImportHistory';
import { firstChoice } from './import-request';
import { ImportView } from './ImportView';
import { useImport, useStartImport } from './imports.queries';
import './imports.css';

const route = getRouteApi('/console/imports');

/** From a file to the register: trial run, mending, taking in. A running import goes on when the page is left. */
export function ImportsPage() {
  const { job: jobId, list } = route.useSearch();
  const navigate = route.useNavigate();
  const [file, setFile] = useState<File>();
  const [choice, setChoice] = useState({ ...firstChoice, list: list ?? firstChoice.list });
  const start = useStartImport();
  const { data: current, error } = useImport(jobId);
  useRefreshAfter(current?.state === 'succeeded' && !current.dryRun ? current.jobId : undefined);

  const begin = (dryRun: boolean) => {
    if (!file) return;
    start.mutate(
      { file, choice, dryRun },
      { onSuccess: ({ jobId: id }) => void navigate({ search: { job: id }, resetScroll: false }) },
    );
  };
  const chooseFile = (next: File | undefined) => {
    setFile(next);
    setChoice((before) => ({ ...before, mapping: {} }));
    start.reset();
    if (jobId !== undefined) void navigate({ search: {}, resetScroll: false });
  };

  return (
    <>
      <PageHead
        title="导入"
        lead="企业名册、年度数据、联系人、园区和产业链归属、规上名单、各种佐证清单、减税降费。先试导入看看会发生什么，再正式导入；导错了可以整次撤销。"
      />
      <div className="imports">
        <section className="panel" aria-labelledby="new-import">
          <h2 id="new-import" className="visually-hidden">
            导入文件
          </h2>
          <ImportForm
            file={file}
            choice={choice}
            onFile={chooseFile}
            onChoice={setChoice}
            onTry={() => begin(true)}
            sending={start.isPending}
          />
          {start.error && <ProblemView error={start.error} />}
        </section>
        {error && <ProblemView error={error} />}
        {current && (
          <ImportView
            key={current.jobId}
            current={current}
            file={file}
            choice={choice}
            onChoice={setChoice}
            onStart={begin}
            sending={start.isPending}
          />
        )}
        <section aria-labelledby="history">
          <h2 id="history" className="section-title">
            导入记录
          </h2>
          <ImportHistory open={jobId} />
        </section>
      </div>
    </>
  );
}

/** What an import has changed is asked for anew everywhere. */
function useRefreshAfter(finished: string | undefined) {
  const queries = useQueryClient();
  useEffect(() => {
    if (finished === undefined) return;
    for (const key of ['summary', 'enterprises', 'enterprise', 'figures', 'imports'])
      void queries.invalidateQueries({ queryKey: [key] });
  }, [finished, queries]);
}
