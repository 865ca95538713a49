import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { BringTemplate } from './BringTemplate';
import { MapColumns } from './MapColumns';
import { type TemplateDetail, type TemplateVersion, useTemplate } from './templates.queries';
import './templates.css';

const route = getRouteApi('/console/templates/$id');

/** One template: its versions, what changed, and what goes into which column. */
export function TemplatePage() {
  const { id } = route.useParams();
  const { version: wanted } = route.useSearch();
  const { data: template, error, refetch } = useTemplate(id);
  const [adding, setAdding] = useState(false);
  if (error)
    return (
      <>
        <PageHead title="报送模板" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!template) return <Loading what="正在读取模板" />;
  const version = template.versions.find(({ number }) => String(number) === wanted) ?? template.versions[0];
  return (
    <>
      <PageHead
        title={template.name}
        lead={
          <>
            <Link to="/console/templates">报送模板</Link> · {template.sourceName}
          </>
        }
        actions={<May what="desk.act">{!adding && <Button onClick={() => setAdding(true)}>上传新版本</Button>}</May>}
      />
      <div className="report">
        {adding && <BringTemplate of={template} close={() => setAdding(false)} />}
        {version && <Changes version={version} />}
        {version && <MapColumns key={`${version.id} ${version.version}`} template={template} version={version} />}
        <Versions template={template} shown={version?.id} />
      </div>
    </>
  );
}

/** What is otherwise than in the version before. */
function Changes({ version: { changes, number } }: { version: TemplateVersion }) {
  if (changes === null) return null;
  return (
    <section className="panel stacked" aria-labelledby="template-changes">
      <h2 id="template-changes">与第 {number - 1} 版的不同</h2>
      {changes.length === 0 ? (
        <p className="quiet">各列都一样，对应关系沿用。</p>
      ) : (
        <ul className="report__changes">
          {changes.map(({ kind, letter, label, words }) => (
            <li key={`${kind} ${letter} ${label}`}>
              <strong>
                {letter !== '' && `${letter} 列`}“{label}”
              </strong>
              ：{words}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Versions({ template: { id, versions }, shown }: { template: TemplateDetail; shown: string | undefined }) {
  return (
    <section className="panel stacked" aria-labelledby="template-versions">
      <h2 id="template-versions">各版</h2>
      <ul className="report__versions">
        {versions.map((one) => (
          <li key={one.id}>
            {one.id === shown ? (
              <strong>第 {one.number} 版（正在看）</strong>
            ) : (
              <Link to="/console/templates/$id" params={{ id }} search={{ version: String(one.number) }}>
                第 {one.number} 版
              </Link>
            )}{' '}
            <span className="quiet">
              {one.createdByName} {formatInstant(one.createdAt)} 上传；
              {one.mapped ? `${one.mappedByName ?? ''} 核对过各列` : '还没有核对各列'}
            </span>{' '}
            <a href={`/api/console/desk/template-versions/${one.id}/file`} download={one.fileName}>
              原文件
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
