import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { Field, FieldGroup } from '../../../shared/ui/Field';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { useTemplates } from '../../templates/templates.queries';
import type { Batch } from '../recognition.queries';
import { useReportCheck, useReportFile } from './reports.queries';
import { FormColumns, type ReportCheck } from '../../templates/FormColumns';
import { UnmappedWarning } from '../../templates/UnmappedWarning';

const mostTemplates = 100;

/** Fills a superior's form with cases of the batch: choose, look at the columns, take the file. */
export function BatchReport({ batch: { id, counts } }: { batch: Batch }) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const [states, setStates] = useState<string[]>(() =>
    counts.filter(({ state }) => state === 'ready').map(({ state }) => state),
  );
  const templates = useTemplates(undefined, mostTemplates, 'recognition.batch');
  const items = templates.data?.items ?? [];
  const template = items.find(({ versionId }) => versionId === chosen);
  const order = counts.map(({ state }) => state).filter((state) => states.includes(state));
  const check = useReportCheck(id, template?.mapped ? template.versionId : undefined, order);
  return (
    <section className="panel stacked" aria-labelledby="batch-report">
      <h2 id="batch-report">填上级模板</h2>
      {!open ? (
        <>
          <p className="quiet">把申报填进市局发来的表：只填单元格，表头、格式、公式、隐藏列都不动。</p>
          <div className="acts">
            <Button onClick={() => setOpen(true)}>填市局模板</Button>
          </div>
        </>
      ) : (
        <>
          <div className="form-columns__choice">
            <Field label="模板" hint={<Link to="/console/templates">上传或更新模板</Link>}>
              {(control) => (
                <Select
                  {...control}
                  loading={templates.isFetching}
                  value={chosen}
                  placeholder="选一个"
                  notFoundContent="还没有用来报申报批次的模板"
                  options={items.map(({ versionId, name, number }) => ({
                    value: versionId,
                    label: `${name}（第 ${number} 版）`,
                  }))}
                  onChange={(version: string) => setChosen(version)}
                />
              )}
            </Field>
            <FieldGroup label="报哪些环节的" hint="按批次内名次排列">
              <Checkbox.Group
                value={order}
                options={counts.map(({ state, label, count }) => ({ value: state, label: `${label} ${count}` }))}
                onChange={(values) => setStates(values)}
              />
            </FieldGroup>
          </div>
          {template && !template.mapped && <UnmappedWarning templateId={template.id} />}
          {check.error && <ProblemView error={check.error} retry={() => void check.refetch()} />}
          {check.isLoading && <Loading what="正在核对各列" />}
          {check.data && template && (
            <Checked batchId={id} versionId={template.versionId} states={order} check={check.data} />
          )}
          <div className="acts">
            <Button onClick={() => setOpen(false)}>收起</Button>
          </div>
        </>
      )}
    </section>
  );
}

interface CheckedProps {
  batchId: string;
  versionId: string;
  states: string[];
  check: ReportCheck;
}

function Checked({ batchId, versionId, states, check }: CheckedProps) {
  const taking = useReportFile(batchId);
  const { rows } = check;
  return (
    <>
      <FormColumns check={check} unit="件" />
      <div className="acts">
        <Button
          type="primary"
          disabled={rows === 0}
          loading={taking.isPending}
          onClick={() => taking.mutate({ versionId, states, expected: rows })}
        >
          下载填好的表（{rows} 件）
        </Button>
        {taking.data !== undefined && <span role="status">已生成：{taking.data}</span>}
      </div>
      {taking.error && <ProblemView error={taking.error} />}
    </>
  );
}
