import { Link } from '@tanstack/react-router';
import { Button, Radio, Select } from 'antd';
import { useState } from 'react';
import { Field, FieldGroup } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { FormColumns } from '../templates/FormColumns';
import { UnmappedWarning } from '../templates/UnmappedWarning';
import { useTemplates } from '../templates/templates.queries';
import { type ReportedRows, useFillForm, useFormCheck, type WholeSnapshot } from './yearly.queries';

const mostTemplates = 100;
const rowWords: Readonly<Record<ReportedRows, string>> = { placed: '有名次的', in: '线内的', all: '全部，含不参评的' };

/** Fills a superior's form with the frozen list; the file is then checked and registered like any other. */
export function FormFilling({
  snapshot,
  busy,
  onStarted,
}: {
  snapshot: WholeSnapshot;
  busy: boolean;
  onStarted: (jobId: string) => void;
}) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const [rows, setRows] = useState<ReportedRows>('placed');
  const templates = useTemplates(undefined, mostTemplates, 'rankings.snapshot');
  const items = templates.data?.items ?? [];
  const template = items.find(({ versionId }) => versionId === chosen);
  const check = useFormCheck(snapshot.id, template?.mapped ? template.versionId : undefined, rows);
  const fill = useFillForm(snapshot.id);
  if (!open)
    return (
      <div className="acts">
        <Button onClick={() => setOpen(true)}>填上级模板</Button>
      </div>
    );
  return (
    <div className="stacked yearly__form">
      <p className="quiet">把名单填进上级发来的表：只填单元格，表头、格式、公式、隐藏列都不动；数据是冻结时的。</p>
      <Field label="模板" hint={<Link to="/console/templates">上传或更新模板</Link>}>
        {(control) => (
          <Select
            {...control}
            loading={templates.isFetching}
            value={chosen ?? null}
            placeholder="选一个"
            notFoundContent="还没有用来报年度排名的模板"
            options={items.map(({ versionId, name, number }) => ({
              value: versionId,
              label: `${name}（第 ${number} 版）`,
            }))}
            onChange={(version: string) => setChosen(version)}
          />
        )}
      </Field>
      <FieldGroup label="填哪些行" hint="按名次排列">
        <Radio.Group
          value={rows}
          onChange={({ target }) => setRows(target.value as ReportedRows)}
          options={(Object.keys(rowWords) as ReportedRows[])
            .filter((value) => value !== 'in' || snapshot.places !== null)
            .map((value) => ({ value, label: rowWords[value] }))}
        />
      </FieldGroup>
      {template && !template.mapped && <UnmappedWarning templateId={template.id} />}
      {check.error && <ProblemView error={check.error} retry={() => void check.refetch()} />}
      {check.isLoading && <Loading what="正在核对各列" />}
      {check.data && <FormColumns check={check.data} unit="行" />}
      {fill.error && <ProblemView error={fill.error} />}
      <div className="acts">
        {check.data && template && (
          <Button
            type="primary"
            disabled={busy || check.data.rows === 0}
            loading={fill.isPending}
            onClick={() =>
              fill.mutate(
                { versionId: template.versionId, rows, expected: check.data.rows },
                {
                  onSuccess: ({ jobId }) => {
                    setOpen(false);
                    onStarted(jobId);
                  },
                },
              )
            }
          >
            生成填好的表（{check.data.rows} 行）
          </Button>
        )}
        <Button onClick={() => setOpen(false)}>收起</Button>
      </div>
    </div>
  );
}
