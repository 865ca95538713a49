import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { TextField } from '../../shared/ui/TextField';
import { FileDrop } from '../imports/FileDrop';
import { firstChoice } from '../imports/import-request';
import { ImportView } from '../imports/ImportView';
import { useImport } from '../imports/imports.queries';
import '../imports/imports.css';
import { useImportParcels } from './parcels.queries';
import './parcels.css';

const route = getRouteApi('/console/parcels/import');
const choice = { ...firstChoice, list: 'parcels' };

/** Imports a list of parcels: tried first, every bad row named, a parcel whole or not at all. */
export function ImportParcelsPage() {
  const { job } = route.useSearch();
  const navigate = route.useNavigate();
  const [file, setFile] = useState<File>();
  const [source, setSource] = useState('');
  const sending = useImportParcels();
  const current = useImport(job);
  const start = (dryRun: boolean) =>
    file &&
    sending.mutate(
      { file, source: source.trim(), dryRun },
      { onSuccess: ({ jobId }) => void navigate({ search: { job: jobId }, resetScroll: false }) },
    );
  return (
    <>
      <PageHead title="导入用地台账" lead={<Link to="/console/parcels">用地台账</Link>} />
      <div className="parcels">
        <section className="panel stacked parcels__form" aria-label="选择文件">
          <p>
            一行一家企业；同一个地块的各行编号相同，份额加公共、空置正好等于地块面积。一个地块要么全部导入，要么全部退回。
            <a href="/api/console/parcels/import-template" download>
              下载模板
            </a>
          </p>
          <FileDrop file={file} onFile={setFile} />
          <TextField
            label="谁说的（必填）"
            hint="部门或文件，如 自然资源局"
            max={200}
            value={source}
            onChange={setSource}
          />
          <div className="acts">
            <Button
              type="primary"
              disabled={!file || source.trim() === ''}
              loading={sending.isPending}
              onClick={() => start(true)}
            >
              试导入
            </Button>
            <span className="quiet">先试，看清每一行，再正式导入</span>
          </div>
          {sending.error && <ProblemView error={sending.error} />}
        </section>
        {job !== undefined &&
          (current.error ? (
            <ProblemView error={current.error} />
          ) : current.data ? (
            <ImportView
              current={current.data}
              file={file}
              choice={choice}
              onChoice={() => undefined}
              onStart={start}
              sending={sending.isPending}
            />
          ) : (
            <Loading what="正在读取导入" />
          ))}
      </div>
    </>
  );
}
