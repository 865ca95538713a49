import { useMutation, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';
import { formatBoundedCount, formatCount } from '../../shared/format/amounts';
import { Field } from '../../shared/ui/Field';
import { ProblemView } from '../../shared/ui/ProblemView';
import { FileExport } from '../jobs/FileExport';
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

/** Says what a file will hold (which list, of which enterprises), has it written, hands it over. */
export function ExportBar({ filter, count, selected, columns, jobId, onJob }: ExportBarProps) {
  const [list, setList] = useState(register);
  const { data: lists, error } = useExportableLists();
  const start = useStartExport();
  const ids = selected.size > 0 ? [...selected] : null;
  const chosen = lists?.find(({ id }) => id === list);
  const whole = list === register;
  const { sort, ...narrowed } = filter;
  return (
    <div className="export-bar">
      <FileExport
        title="导出"
        says={(format) => (
          <>
            将导出{ids ? `选定的 ${formatCount(ids.length)} 家` : `符合筛选的全部 ${formatBoundedCount(count)} 家`}
            {whole
              ? '，次序同本页，含名称、统一社会信用代码和现在显示的列。'
              : `的${chosen?.label ?? ''}，一条记录一行。`}
            {format === 'xlsx'
              ? '第二张表写明口径：筛选、时点、数目、导出人。'
              : 'CSV 只有清单；要连同口径，请选 XLSX。'}
          </>
        )}
        start={start}
        onStart={(format) =>
          start.mutate(
            {
              ...{ list, format, ids, columns: whole ? columns : null, sort: sort as ExportRequest['sort'] },
              filter: ids ? {} : filtersOf(narrowed),
            },
            { onSuccess: (made) => onJob(made.jobId) },
          )
        }
        jobId={jobId}
        path="enterprise-exports"
        unit={unitOf}
      >
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
        {error && <ProblemView error={error} />}
      </FileExport>
    </div>
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
