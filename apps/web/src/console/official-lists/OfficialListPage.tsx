import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, Segmented } from 'antd';
import { useEffect } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SearchField } from '../../shared/ui/SearchField';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import { titleWords } from '../words';
import { AbsentRows } from './AbsentRows';
import { GrantActs } from './GrantActs';
import { levelWords, stateWords } from './list-words';
import { ListRows } from './ListRows';
import { dayBefore, type OfficialListDetail, type Section, useOfficialList } from './official-lists.queries';
import './official-lists.css';

const route = getRouteApi('/console/official-lists/$id');

type Part = Section | 'absent';

/** A list, what became of its rows, and what is to be done with it. */
export function OfficialListPage() {
  const { id } = route.useParams();
  const { section, q, after, page, job: jobId } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: list, error } = useOfficialList(id);
  const running = jobId ?? (list && (list.state === 'reading' || list.pending) ? (list.jobId ?? undefined) : undefined);
  const { data: job } = useJob(running);
  const over = job !== undefined && isOver(job);
  const queries = useQueryClient();
  useEffect(() => {
    if (over) void queries.invalidateQueries({ queryKey: ['official-list', id] });
  }, [over, queries, id]);
  const back = <Link to="/console/official-lists">回到官方名单</Link>;
  if (error) {
    return (
      <>
        <PageHead title="官方名单" lead={back} />
        <ProblemView error={error} />
      </>
    );
  }
  if (!list) return <Loading what="正在读取名单" />;
  const part = (section ?? 'ambiguous') as Part;
  const go = (place: { after?: string; page?: string }) =>
    void navigate({ search: { section: part, ...(q && { q }), ...place } });
  return (
    <>
      <PageHead title={`${titleWords[list.title] ?? list.title}，${list.batch}`} lead={back} />
      <div className="official">
        <About list={list} />
        {list.problem && (
          <Alert type="error" showIcon role="alert" title="这份名单没有接收" description={list.problem} />
        )}
        {job && <JobProgress job={job} title={jobTitle(job.task)} unit="行" />}
        {list.rowsIn !== null && (
          <>
            <GrantActs list={list} onJob={(started) => void navigate({ search: { section: part, job: started } })} />
            <div className="official__parts no-print">
              <Segmented
                aria-label="看哪些行"
                options={partsOf(list)}
                value={part}
                onChange={(next) => void navigate({ search: { section: next } })}
              />
              {part !== 'absent' && (
                <SearchField
                  label="找名单上的名称"
                  placeholder="名称里的字"
                  value={q}
                  onSearch={(text) => void navigate({ search: { section: part, ...(text && { q: text }) } })}
                />
              )}
            </div>
            {part === 'absent' ? (
              <AbsentRows {...{ id, after, page, go }} />
            ) : (
              <ListRows key={`${part} ${q ?? ''} ${after ?? ''}`} {...{ id, section: part, q, after, page, go }} />
            )}
          </>
        )}
      </div>
    </>
  );
}

const jobTitle = (task: string) =>
  task === 'recognition.grantList' ? '登记称号' : task === 'recognition.undoList' ? '撤销称号' : '读取与对账';

function partsOf({ counts, differing, dropped }: OfficialListDetail): { value: Part; label: string }[] {
  const parts: [Part, string, number | null][] = [
    ['ambiguous', '待判断', counts.ambiguous],
    ['matched', '已对上', counts.matched],
    ['notOurs', '不在本区', counts.notOurs],
    ['absent', '本区应有而不在名单', null],
    ['differing', '名称、级别或日期不同', differing],
    ['rejected', '没有读懂或重复', counts.rejected],
    ...(dropped > 0 ? ([['dropped', '更正后不再列名', dropped]] as [Part, string, number][]) : []),
  ];
  return parts.map(([value, label, count]) => ({
    value,
    label: count === null ? label : `${label} ${formatCount(count)}`,
  }));
}

function About({ list }: { list: OfficialListDetail }) {
  const { counts, rowsIn, hidden, files, state } = list;
  const current = files.find((file) => file.counts) ?? files[0];
  const facts: [string, string][] = [
    ['文号', `${list.document}（${levelWords[list.level]}）`],
    ['名单日期', `${list.listedOn}，名称按这一天的读`],
    ['有效期', `${list.validFrom} 至 ${dayBefore(list.validUntil)}`],
    ...(current
      ? ([
          [
            '文件',
            `${current.name}，来文 ${current.statedCount} 家，${current.uploadedByName} ${formatInstant(current.uploadedAt)}`,
          ],
        ] as [string, string][])
      : []),
    ['进度', stateWords[state] + (list.grantedByName ? `；${list.grantedByName} 办理过称号` : '')],
  ];
  return (
    <section className="panel" aria-label="这份名单">
      <dl className="official-facts">
        {facts.map(([label, words]) => (
          <div key={label} className="official-facts__row">
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {rowsIn !== null && (
        <p role="status" className="official__sum">
          共 {formatCount(rowsIn)} 行 = 已对上 {formatCount(counts.matched)} + 待判断 {formatCount(counts.ambiguous)} +
          不在本区 {formatCount(counts.notOurs)} + 没有读懂或重复 {formatCount(counts.rejected)}
          {hidden > 0 && ` + 您看不到的企业 ${formatCount(hidden)}`}
        </p>
      )}
    </section>
  );
}
