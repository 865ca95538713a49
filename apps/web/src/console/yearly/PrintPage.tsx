import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { formatInstant } from '../../shared/format/times';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { remarksOf } from './SnapshotRows';
import { useAllRows, useSnapshot, type WholeSnapshot } from './yearly.queries';
import { gapWords, lineWords, natureWords } from './yearly-words';
import './yearly.css';
import './print.css';

const route = getRouteApi('/console/yearly-rankings/$id/print');
/** More would be a book; the file is for them. */
const mostPrinted = 5_000;

/** The list as it is printed on A4: its head on every page, n of N, the snapshot's id, a place for the stamp. */
export function PrintPage() {
  const { id } = route.useParams();
  const { data: snapshot, error } = useSnapshot(id);
  if (error) return <ProblemView error={error} />;
  if (!snapshot) return <Loading what="正在读取年度排名" />;
  return (
    <>
      <div className="no-print">
        <PageHead
          title={`打印 ${snapshot.title}`}
          lead={
            <Link to="/console/yearly-rankings/$id" params={{ id }}>
              回到这份排名
            </Link>
          }
          actions={
            <Button type="primary" onClick={() => window.print()}>
              打印
            </Button>
          }
        />
      </div>
      {snapshot.total > mostPrinted ? (
        <p className="yearly__warning">
          名单有 {snapshot.total} 行，超过 {mostPrinted} 行不在网页上打印，请导出 XLSX 后打印。
        </p>
      ) : (
        <Sheets snapshot={snapshot} />
      )}
    </>
  );
}

function Sheets({ snapshot }: { snapshot: WholeSnapshot }) {
  const { data: rows, error } = useAllRows(snapshot.id, true);
  if (error) return <ProblemView error={error} />;
  if (!rows) return <Loading what="正在读取全部行" />;
  const hasClasses = snapshot.classes.length > 0;
  const head = [
    ...['名次', '企业名称', '统一社会信用代码', '总分'],
    ...(hasClasses ? ['等次'] : []),
    ...(snapshot.places === null ? [] : ['入围线']),
    '标记',
  ];
  return (
    <div className="print">
      {snapshot.state === 'preview' && <p className="yearly__warning">预览，还没有复核冻结，不得报送。</p>}
      {rows.length < snapshot.total && (
        <p className="yearly__warning">
          全部 {snapshot.total} 行，您的范围里有 {rows.length} 行。
        </p>
      )}
      <table className="print__list">
        <caption>{snapshot.title}</caption>
        <thead>
          <tr>
            <td colSpan={head.length} className="print__head">
              {snapshot.title}，{snapshot.year} 年度，第 {snapshot.version} 版，评价日 {snapshot.asOf} ·{' '}
              {natureWords(snapshot)}
              <br />
              快照 <span className="code">{snapshot.id}</span> · 根值{' '}
              <span className="code">{snapshot.root ?? '还没有冻结'}</span>
            </td>
          </tr>
          <tr>
            {head.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.position}>
              <td className="is-number">{row.rank ?? '不参评'}</td>
              <td>{row.name}</td>
              <td className="code">{row.creditCode}</td>
              <td className="is-number">{row.score ?? '未知'}</td>
              {hasClasses && <td>{row.class ?? '不分等'}</td>}
              {snapshot.places !== null && <td>{row.line ? lineWords[row.line] : '不参评'}</td>}
              <td>{remarksOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <section className="print__annex">
        <h2>口径</h2>
        <dl>
          {snapshot.rules.map(({ what, says }) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{says}</dd>
            </div>
          ))}
        </dl>
        <p>
          共 {snapshot.total} 行，参评 {snapshot.total - snapshot.excluded} 家，不参评 {snapshot.excluded}{' '}
          家。总分精确计算，最后四舍五入一次。
        </p>
        {snapshot.decision && (
          <p>
            入围线上同分：{snapshot.decision.chosen.join('、')} 入围；{snapshot.decision.by}：{snapshot.decision.reason}
          </p>
        )}
        {snapshot.waivers.length > 0 && (
          <>
            <h2>放行的数据缺口</h2>
            <ul>
              {snapshot.waivers.map(({ creditCode, name, fact, kind, reason, by, on }) => (
                <li key={`${creditCode} ${fact} ${kind}`}>
                  {name}（{creditCode}）：{fact} {gapWords[kind]}，{reason}（{by}，{on}）
                </li>
              ))}
            </ul>
          </>
        )}
        <div className="print__stamp">
          <p>
            生成：{snapshot.createdByName}　复核：{snapshot.frozenByName ?? '还没有'}
            {snapshot.frozenAt && `　冻结：${formatInstant(snapshot.frozenAt)}`}
          </p>
          <p>（盖章）　　　　　　　年　　月　　日</p>
        </div>
      </section>
    </div>
  );
}
