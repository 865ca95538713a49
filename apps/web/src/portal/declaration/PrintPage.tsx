import { displayFact, type FactDictionary, OUTCOME_LABELS, pointsText } from '@tidu/criteria';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { formatInstant } from '../../shared/format/times';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { compiled } from '../self-check/self-check.queries';
import { valueOf } from './answers';
import { type Revision, useRevision } from './declaration.queries';
import { purposeWords } from './words';
import '../portal.css';
import './declaration.css';
import './print.css';

const route = getRouteApi('/portal/enterprises/$id/applications/$application/print/$number');

/** The parts of a submission that stand on paper. */
interface Content {
  facts: Record<string, string | boolean>;
  origins: Record<
    string,
    { sourceLabel: string; asOf: string; known?: { value: string | boolean; sourceLabel: string } }
  >;
  evidence: { recordId: string; name: string; period?: string; fileHash?: string }[];
  commitment: string;
  enterprise: { name: string; creditCode: string };
  batch: { name: string; year: number };
  confirmedBy: { name: string; role: string; at: string };
}

/** A submission to print on A4 and stamp: receipt number and hash stand on every sheet. */
export function PrintPage() {
  const { id, application, number } = route.useParams();
  const { data, error, refetch } = useRevision(id, application, Number(number));
  if (error)
    return (
      <>
        <PageHead title="打印申报表" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!data) return <Loading what="正在读取提交的内容" />;
  return <Paper revision={data} />;
}

function Paper({ revision }: { revision: Revision }) {
  const content = revision.content as unknown as Content;
  const { dictionary } = compiled(revision.standard).evaluator;
  const { enterprise, batch, confirmedBy } = content;
  return (
    <article className="paper">
      <div className="no-print">
        <PageHead
          title="打印申报表"
          lead="打印后盖公章；每一页都印有回执编号和校验值，与线上不同的能查出来。"
          actions={
            <Button type="primary" onClick={() => window.print()}>
              打印
            </Button>
          }
        />
      </div>
      <table className="paper__sheets">
        <thead>
          <tr>
            <td>
              <p className="paper__head">
                <span>{batch.name}申报表</span>
                <span>
                  回执 <b className="code">{revision.receiptNumber}</b> 第 {revision.number} 次提交
                </span>
                <span className="code paper__hash">校验值 {revision.hash}</span>
              </p>
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <h1>{enterprise.name}</h1>
              <dl className="facts-list">
                <dt>信用代码</dt>
                <dd className="code">{enterprise.creditCode}</dd>
                <dt>申报类型</dt>
                <dd>
                  {purposeWords[revision.purpose]}，会计年度 {batch.year}
                </dd>
                <dt>提交</dt>
                <dd>
                  {formatInstant(revision.submittedAt)}，{revision.submittedByName}
                </dd>
                <dt>预评估（非认定）</dt>
                <dd>
                  {OUTCOME_LABELS[revision.outcome]}
                  {revision.points && `，${pointsText(revision.points)}`}
                </dd>
              </dl>
              <Facts content={content} dictionary={dictionary} />
              <h2>佐证材料</h2>
              {content.evidence.length === 0 ? (
                <p>没有另附。</p>
              ) : (
                <ol>
                  {content.evidence.map(({ recordId, name, period, fileHash }) => (
                    <li key={recordId}>
                      {name}
                      {period && `（${period.replace('/', ' 至 ')}）`}
                      {fileHash && <span className="code paper__hash"> {fileHash}</span>}
                    </li>
                  ))}
                </ol>
              )}
              <h2>承诺</h2>
              <p>{content.commitment}</p>
              <div className="paper__stamp">
                <p>
                  法定代表人（线上确认）：{confirmedBy.name}，{formatInstant(confirmedBy.at)}
                </p>
                <p>签字：</p>
                <p>企业（盖章）：</p>
                <p className="paper__day">年 月 日</p>
              </div>
            </td>
          </tr>
        </tbody>
      </table>
    </article>
  );
}

function Facts({ content: { facts, origins }, dictionary }: { content: Content; dictionary: FactDictionary }) {
  const shown = (code: string, value: string | boolean) => {
    const fact = dictionary.find(code);
    return fact ? displayFact(fact, valueOf(dictionary, code, String(value))) : String(value);
  };
  return (
    <table className="paper__facts">
      <caption>申报内容</caption>
      <thead>
        <tr>
          <th scope="col">指标</th>
          <th scope="col">值</th>
          <th scope="col">来源</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(facts).map(([code, value]) => {
          const origin = origins[code];
          return (
            <tr key={code}>
              <th scope="row">{dictionary.find(code)?.label ?? code}</th>
              <td>{shown(code, value)}</td>
              <td>
                {origin?.sourceLabel}，{origin?.asOf}
                {origin?.known && `；${origin.known.sourceLabel}为 ${shown(code, origin.known.value)}`}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
