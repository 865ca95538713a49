import { Button } from 'antd';
import { formatCount } from '../../shared/format/amounts';
import type { Import } from './imports.queries';

/** The refused rows as files: the person's own file with the reasons in it, and the bad rows alone. */
export function GiveBack({ current }: { current: Import }) {
  const { jobId, result, copies } = current;
  const file = (name: string) => `/api/console/imports/${jobId}/${name}`;
  return (
    <div className="panel give-back">
      <div>
        <strong>{formatCount(result?.rejected ?? 0)} 行没有导入。</strong>
        {copies?.ready ? '在批注副本里看原因，或只改修正文件，改好再导入。' : '正在生成批注副本和修正文件…'}
      </div>
      {copies?.ready && (
        <div className="give-back__files">
          <Button href={file('annotated-file')} download>
            下载批注副本
          </Button>
          <Button href={file('fix-file')} download>
            下载修正文件
          </Button>
        </div>
      )}
    </div>
  );
}
