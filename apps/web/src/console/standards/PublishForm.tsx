import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { ProblemView } from '../../shared/ui/ProblemView';
import { CheckResult } from './CheckResult';
import { faultOf, isCases } from './standard-files';
import { type StandardTexts, useCheckStandard, usePublishStandard } from './standards.queries';

/** Takes a standard and its cases as files, says what is wrong line by line, and publishes what is right. */
export function PublishForm() {
  const input = useRef<HTMLInputElement>(null);
  const [texts, setTexts] = useState<StandardTexts>();
  const [fault, setFault] = useState<string>();
  const check = useCheckStandard();
  const publish = usePublishStandard();
  const take = async (files: File[]) => {
    publish.reset();
    check.reset();
    const wrong = faultOf(files.map(({ name }) => name));
    setFault(wrong);
    const chosen = wrong === undefined ? await readFiles(files) : undefined;
    setTexts(chosen);
    if (chosen) check.mutate(chosen);
  };
  return (
    <div className="publish">
      <p className="quiet">
        一次选两个文件：标准（如 <span className="code">编号.yaml</span>）和用例（
        <span className="code">编号.cases.yaml</span>）。选好后自动检查，不写入任何内容；改好文件可再选一次。
      </p>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        multiple
        accept=".yaml,.yml"
        aria-label="标准与用例的 YAML 文件"
        tabIndex={-1}
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          event.target.value = ''; // the same files, mended, can be chosen again
        }}
      />
      <div className="acts">
        <Button onClick={() => input.current?.click()} loading={check.isPending}>
          {texts ? '换文件再检查' : '选择文件并检查'}
        </Button>
        {texts && (
          <span>
            {texts.file} · {texts.casesFile ?? <span className="standard-mark">没有用例文件</span>}
          </span>
        )}
      </div>
      {fault !== undefined && <Alert type="error" showIcon role="alert" title={fault} />}
      {check.error && <ProblemView error={check.error} />}
      {check.data && !publish.data && <CheckResult check={check.data} />}
      {check.data?.good && texts && !publish.data && (
        <div className="acts">
          <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate(texts)}>
            发布第 {check.data.version} 版
          </Button>
          <span className="quiet">发布后内容不能再改；另行启用后才用于评价。</span>
        </div>
      )}
      {publish.error && <ProblemView error={publish.error} />}
      {publish.data && (
        <Alert
          type="success"
          showIcon
          title={`已发布 ${publish.data.name} 第 ${publish.data.version} 版`}
          description={
            <>
              还没有启用。
              <Link
                to="/console/standards/$id"
                params={{ id: publish.data.standardId }}
                search={{ version: String(publish.data.version) }}
              >
                去核对并启用
              </Link>
            </>
          }
        />
      )}
    </div>
  );
}

/** Which of the files is the standard and which its cases, by their names. */
async function readFiles(files: File[]): Promise<StandardTexts | undefined> {
  const cases = files.find(({ name }) => isCases(name));
  const standard = files.find((file) => file !== cases);
  if (!standard) return undefined;
  return {
    document: await standard.text(),
    file: standard.name,
    ...(cases && { cases: await cases.text(), casesFile: cases.name }),
  };
}
