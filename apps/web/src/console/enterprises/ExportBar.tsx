import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Radio, Select } from 'antd';
import { useState } from 'react';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';
import { formatBoundedCount, formatCount } from '../../shared/format/amounts';
import { Field } from '../../shared/ui/Field';
import { ProblemView } from '../../shared/ui/ProblemView';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import type { EnterpriseFilter } from './enterprise-filter';
import { filtersOf } from './view-setup';

interface ExportBarProps {
  /** Filter and order as they stand in the address. */
  filter: EnterpriseFilter;
  count: { value: number; exact: boolean };
  /** Chosen enterprises; none: all that match. */
  selected: ReadonlySet<string>;
  columns: string[];
  jobId: string | undefined;
  onJob: (jobId: string) => void;
}

type Format = 'xlsx' | 'csv';

/** Says what a file will hold (which list, of which enterprises), has it written, hands it over. */
export function ExportBar({ filter, count, selected, columns, jobId, onJob }: ExportBarProps) {
  const [format, setFormat] = useState<Format>('xlsx');
  const [list, setList] = useState(register);
  const { data: lists, error: listsError } = useExportableLists();
  const start = useStartExport();
  const { data: job, error } = useJob(jobId);
  const ids = selected.size > 0 ? [...selected] : null;
  const chosen = lists?.find(({ id }) => id === list);
  const whole = list === register;
  const { sort, ...narrowed } = filter;
  return (
    <section className="panel export-bar no-print" aria-labelledby="export-list">
      <h2 id="export-list">导出</h2>
      <Field label="清单" hint={chosen?.about}>
        {(control) => (
          <Select
            {...control}
            className="export-bar__list"
            value={list}
            options={(lists ?? []).map(({ id, label }) => ({ value: id, label }))}
            onChange={setList}
          />
        )}
      </Field>
      <p>
        将导出{ids ? `选定的 ${formatCount(ids.length)} 家` : `符合筛选的全部 ${formatBoundedCount(count)} 家`}
        {whole ? '，次序同本页，含名称、统一社会信用代码和现在显示的列。' : `的${chosen?.label ?? ''}，一条记录一行。`}
        {format === 'xlsx' ? '第二张表写明口径：筛选、时点、数目、导出人。' : 'CSV 只有清单；要连同口径，请选 XLSX。'}
      </p>
      <div className="acts">
        <Radio.Group
          aria-label="文件格式"
          value={format}
          onChange={(event) => setFormat(event.target.value as Format)}
          options={[
            { value: 'xlsx', label: 'XLSX（Excel）' },
            { value: 'csv', label: 'CSV' },
          ]}
        />
        <Button
          loading={start.isPending}
          disabled={job !== undefined && !isOver(job)}
          onClick={() =>
            start.mutate(
              {
                ...{ list, format, ids, columns: whole ? columns : null, sort: sort as ExportRequest['sort'] },
                filter: ids ? {} : filtersOf(narrowed),
              },
              { onSuccess: ({ jobId: id }) => onJob(id) },
            )
          }
        >
          生成文件
        </Button>
        {job?.state === 'succeeded' && (
          <Button type="primary" href={`/api/console/enterprise-exports/${job.id}/file`} download>
            下载文件
          </Button>
        )}
      </div>
      {(start.error ?? error ?? listsError) && <ProblemView error={start.error ?? error ?? listsError} />}
      {job && <JobProgress job={job} title="导出" unit={unitOf(job.result)} />}
    </section>
  );
}

const register = 'enterprises';
type ExportRequest = components['schemas']['ExportListDto'];

/** What a row of the finished file is; until then enterprises are counted. */
const unitOf = (result: unknown): string => (result as { unit?: string } | null)?.unit ?? '行';

/** The lists of the register that can be exported. */
function useExportableLists() {
  return useQuery({
    queryKey: ['exportable-lists'],
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/console/enterprise-exports/lists', { signal }))).items,
    staleTime: Infinity,
  });
}

function useStartExport() {
  return useMutation({
    mutationFn: (body: ExportRequest) => unwrap(api.POST('/api/console/enterprise-exports', { body })),
  });
}
