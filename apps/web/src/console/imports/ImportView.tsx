import { Alert, Button } from 'antd';
import { formatCount } from '../../shared/format/amounts';
import { JobProgress } from '../jobs/JobProgress';
import { GiveBack } from './GiveBack';
import { ImportProblems } from './ImportProblems';
import { ImportReport } from './ImportReport';
import { asJob } from './import-words';
import { type ImportChoice, isEvidence } from './import-request';
import { UndoImport } from './UndoImport';
import { MappingEditor } from './MappingEditor';
import type { Import } from './imports.queries';

interface ImportViewProps {
  current: Import;
  /** The file still in hand; gone after the page was left. */
  file: File | undefined;
  choice: ImportChoice;
  onChoice: (choice: ImportChoice) => void;
  onStart: (dryRun: boolean) => void;
  sending: boolean;
}

/** One import from its progress to its result, with the next step at the end. */
export function ImportView({ current, file, choice, onChoice, onStart, sending }: ImportViewProps) {
  const { result } = current;
  const title = current.dryRun ? '试导入' : '导入';
  return (
    <section className="import-view" aria-label={`${title} ${current.fileName}`}>
      <JobProgress job={asJob(current)} title={title} unit="行" />
      {result && current.state === 'succeeded' && (
        <div className="panel">
          <h2>
            {title}结果：{current.fileName}
          </h2>
          <ImportReport
            result={result}
            ofParcels={current.list === 'parcels'}
            undone={current.undo?.state === 'succeeded'}
          />
        </div>
      )}
      {file &&
        !isEvidence(choice.list) &&
        current.dryRun &&
        current.state !== 'running' &&
        current.state !== 'queued' && (
          <MappingEditor
            unmatched={result?.unmatchedColumns ?? []}
            mapping={choice.mapping}
            onMapping={(mapping) => onChoice({ ...choice, mapping })}
            onRetry={() => onStart(true)}
            sending={sending}
            startOpen={current.state === 'failed'}
          />
        )}
      {current.copies && <GiveBack current={current} />}
      {result && result.listed > 0 && <ImportProblems jobId={current.jobId} result={result} />}
      {result && current.dryRun && current.state === 'succeeded' && (
        <NextStep
          accepted={result.accepted}
          rejected={result.rejected}
          file={file}
          onStart={onStart}
          sending={sending}
        />
      )}
      {result && !current.dryRun && current.state === 'succeeded' && <UndoImport current={current} />}
    </section>
  );
}

interface NextStepProps {
  accepted: number;
  rejected: number;
  file: File | undefined;
  onStart: (dryRun: boolean) => void;
  sending: boolean;
}

function NextStep({ accepted, rejected, file, onStart, sending }: NextStepProps) {
  if (!file) {
    return (
      <Alert
        type="info"
        showIcon
        title="这是试导入，没有写入任何内容"
        description="要正式导入，请在上面重新选择文件，再试导入一次。"
      />
    );
  }
  return (
    <div className="import-next panel">
      <div>
        <strong>还没有写入任何内容。</strong>
        {rejected > 0 ? `可以先在文件里改好 ${formatCount(rejected)} 行再来，也可以先导入合格的行。` : '所有行都合格。'}
      </div>
      <Button type="primary" disabled={accepted === 0} loading={sending} onClick={() => onStart(false)}>
        正式导入 {formatCount(accepted)} 行
      </Button>
    </div>
  );
}
