import { getRouteApi, Link } from '@tanstack/react-router';
import { formatInstant } from '../../shared/format/times';
import { Hash } from '../../shared/ui/Hash';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { leftWords } from '../declaration/words';
import { useHome } from '../portal.queries';
import { UpdateForm } from './UpdateForm';
import { useYearlyUpdate, type YearlyUpdate } from './updates.queries';
import '../portal.css';
import '../self-check/self-check.css';
import '../declaration/declaration.css';

const route = getRouteApi('/portal/enterprises/$id/updates/$year');

/** The update of one year: the form, or what was filed with its receipt. */
export function UpdatePage() {
  const { id, year } = route.useParams();
  const home = useHome(id);
  const { data, error, refetch, dataUpdatedAt } = useYearlyUpdate(id, Number(year));
  const failed = home.error ?? error;
  const title = `${year} 年的更新`;
  if (failed)
    return (
      <>
        <PageHead title={title} />
        <ProblemView error={failed} retry={() => void refetch()} />
        <p>
          <Link to="/portal/enterprises/$id/updates" params={{ id }}>
            回到年度更新
          </Link>
        </p>
      </>
    );
  if (!data || !home.data) return <Loading what="正在读取年度更新" />;
  const { identity, rights } = home.data;
  return (
    <>
      <PageHead
        title={title}
        lead={
          <>
            <Link to="/portal/enterprises/$id" params={{ id }}>
              {identity.name}
            </Link>{' '}
            ·{' '}
            <Link to="/portal/enterprises/$id/updates" params={{ id }}>
              年度更新
            </Link>
          </>
        }
      />
      <div className="portal-page">
        <section className="panel stacked" aria-labelledby="term">
          <h2 id="term">更新 {data.figuresYear} 年度的数据</h2>
          <p>
            因为持有{data.titles}，最迟 {data.dueOn} 更新（{data.source}）
            {data.filing === null && (
              <b>
                {' · '}
                {leftWords(data.workingDaysLeft)}
              </b>
            )}
          </p>
          {data.state === 'missed' && data.filing === null && (
            <p className="declaration__marks">已经过了期限，仍然可以补报；补报只算 {data.year} 年这一年。</p>
          )}
          {data.notes.map((note) => (
            <p key={note} className="quiet">
              {note}
            </p>
          ))}
        </section>
        {data.filing ? (
          <Filed view={data} filing={data.filing} />
        ) : (
          <UpdateForm key={dataUpdatedAt} enterpriseId={id} view={data} rights={rights} onRead={() => void refetch()} />
        )}
      </div>
    </>
  );
}

function Filed({ view, filing }: { view: YearlyUpdate; filing: NonNullable<YearlyUpdate['filing']> }) {
  return (
    <section className="panel stacked" aria-labelledby="filed">
      <h2 id="filed">已经提交{view.late && '（补报）'}</h2>
      <p role="status">
        回执编号 <b className="code">{filing.receiptNumber}</b>，{formatInstant(filing.filedAt)}，
        {filing.submittedByName}
      </p>
      <p className="quiet">
        内容校验值 <Hash value={filing.hash} />
      </p>
      <dl className="facts-list">
        {filing.facts.map(({ label, value, sourceLabel, otherwise }) => (
          <div key={label} className="portal-row">
            <dt>{label}</dt>
            <dd>
              {value}
              <span className="quiet">
                {' '}
                （{sourceLabel}
                {otherwise !== null && `；${otherwise}`}）
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet">提交的内容不再改变；数据有误的在“年度数据”里更正，两者都会保留。</p>
    </section>
  );
}
