import { Button } from 'antd';
import { useRef, useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type OwnRequest, useEnterCode, useUpload, useWithdraw } from '../portal.queries';

/** What stands next, in words. */
const nextWords: Partial<Record<OwnRequest['state'], string>> = {
  proof: '请证明您受企业委托：上传盖公章的授权书；或请工信局把口令函寄到企业的登记地址，收到后在这里输入口令。',
  review: '授权书已收到，工信局正在核对。需要时可以换一份。',
  code: '口令已由工信局发给企业（口令函或登记的联系方式）。收到后在这里输入。',
  objection: '证明已通过。企业已有管理员，已通知对方；期满没有异议就生效。',
  disputed: '原管理员提出了异议，等工信局决定。',
};

/** A request under way: what it waits for, and what its person can do about it. */
export function RequestPanel({ request }: { request: OwnRequest }) {
  const { acts, answer, creditCode, enterpriseName, stateWords, objectionUntil } = request;
  const withdrawing = useWithdraw(request);
  const [sure, setSure] = useState(false);
  return (
    <section className="panel stacked" aria-label={`申请：${enterpriseName}`}>
      <h2>申请代表 {enterpriseName}</h2>
      <dl className="facts-list">
        <dt>信用代码</dt>
        <dd className="code">{creditCode}</dd>
        <dt>进度</dt>
        <dd>
          <span className="portal-state">{stateWords}</span> {formatInstant(request.changedAt)}
        </dd>
        {objectionUntil && (
          <>
            <dt>异议期至</dt>
            <dd>{objectionUntil}（含当天）</dd>
          </>
        )}
        {request.proofFileName && (
          <>
            <dt>授权书</dt>
            <dd>{request.proofFileName}</dd>
          </>
        )}
        {answer && (
          <>
            <dt>工信局答复</dt>
            <dd>{answer}</dd>
          </>
        )}
      </dl>
      <p>{nextWords[request.state]}</p>
      {acts.includes('enterCode') && <CodeForm request={request} />}
      {acts.includes('upload') && <UploadForm key={request.version} request={request} />}
      <div className="acts">
        {sure ? (
          <>
            <Button danger loading={withdrawing.isPending} onClick={() => withdrawing.mutate(undefined)}>
              确定撤回
            </Button>
            <Button onClick={() => setSure(false)}>不撤回</Button>
          </>
        ) : (
          <Button onClick={() => setSure(true)}>撤回申请</Button>
        )}
      </div>
      {withdrawing.error && <ProblemView error={withdrawing.error} />}
    </section>
  );
}

function UploadForm({ request }: { request: OwnRequest }) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const uploading = useUpload(request);
  return (
    <SendForm
      className="stacked"
      label="上传授权书"
      sending={uploading}
      onSend={() => file && uploading.mutate(file)}
      verb={request.proofFileName ? '换这一份' : '上传授权书'}
      ready={file !== undefined}
      lacking="请先选择文件"
    >
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label="盖章授权书的扫描件或照片"
        accept=".pdf,.png,.jpg,.jpeg"
        onChange={(event) => setFile(event.target.files?.[0])}
      />
      <p>
        <Button onClick={() => input.current?.click()}>{file ? '换一个文件' : '选择文件'}</Button>{' '}
        {file ? file.name : <span className="quiet">PDF 或照片（PNG、JPEG），至多 10 MB，公章要清楚</span>}
      </p>
    </SendForm>
  );
}

function CodeForm({ request }: { request: OwnRequest }) {
  const [code, setCode] = useState('');
  const entering = useEnterCode(request);
  return (
    <SendForm
      className="stacked"
      label="输入口令"
      sending={entering}
      onSend={() => entering.mutate(code.trim())}
      verb="提交口令"
      ready={code.trim() !== ''}
    >
      <TextField
        label="口令函上的口令"
        hint="12 个字母数字，大小写和横线都可以不管"
        max={40}
        name="one-time-code"
        value={code}
        onChange={setCode}
      />
    </SendForm>
  );
}
