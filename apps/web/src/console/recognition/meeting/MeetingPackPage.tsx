import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { formatInstant } from '../../../shared/format/times';
import { May } from '../../../shared/session/May';
import { Loading } from '../../../shared/ui/Loading';
import { PageHead } from '../../../shared/ui/PageHead';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { CaseSheet } from './CaseSheet';
import { type MeetingPack, usePack, useSummaryFile } from './meeting.queries';
import { NoticeList } from './NoticeList';
import { Summary } from './Summary';
import './meeting.css';

const route = getRouteApi('/console/recognition/meeting-packs/$id');

const parts = { all: '汇总和逐件', summary: '只看汇总', notice: '拟公示名单' } as const;
type Part = keyof typeof parts;

/** A frozen pack for a meeting: to be read, printed and compared with how things stand by now. */
export function MeetingPackPage() {
  const { id } = route.useParams();
  const { part } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: pack, error, refetch } = usePack(id);
  if (error)
    return (
      <>
        <PageHead title="上会材料" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!pack) return <Loading what="正在读取上会材料" />;
  const shown: Part = part !== undefined && part in parts ? (part as Part) : 'all';
  return (
    <div className="meeting">
      <div className="no-print">
        <PageHead
          title={pack.title}
          tab={`${pack.title} 上会材料`}
          lead={
            <>
              <Link to="/console/recognition/batches/$id" params={{ id: pack.batchId }}>
                {pack.batchName}
              </Link>{' '}
              · {formatInstant(pack.madeAt)} {pack.madeByName} 冻结 · 预评估，非认定
            </>
          }
          actions={<Actions pack={pack} />}
        />
        <Segmented
          aria-label="看哪一部分"
          value={shown}
          options={Object.entries(parts).map(([value, label]) => ({ value, label }))}
          onChange={(value: string) => void navigate({ params: { id }, search: { part: value }, replace: true })}
        />
      </div>
      <DriftBanner pack={pack} />
      {shown === 'notice' ? (
        <NoticeList pack={pack} />
      ) : (
        <>
          <Summary pack={pack} />
          {shown === 'all' &&
            pack.sheets.map((sheet) => <CaseSheet key={sheet.applicationId} pack={pack} sheet={sheet} />)}
        </>
      )}
    </div>
  );
}

function Actions({ pack }: { pack: MeetingPack }) {
  const file = useSummaryFile(pack);
  return (
    <>
      <Button type="primary" onClick={() => window.print()}>
        打印
      </Button>
      <May what="recognition.export">
        <Button loading={file.isPending} onClick={() => file.mutate()}>
          取推荐汇总表（XLSX）
        </Button>
      </May>
      {file.error && <ProblemView error={file.error} />}
    </>
  );
}

/** What moved since: on the screen alone, what was printed stays what was frozen. */
function DriftBanner({ pack: { drift, isWhole } }: { pack: MeetingPack }) {
  if (!isWhole)
    return (
      <p className="meeting__banner meeting__banner--bad no-print" role="alert">
        ✗ 内容与冻结时的根值不符：被改动过，不要使用，请告知系统管理员。
      </p>
    );
  if (drift.length === 0) return <p className="meeting__banner no-print">✓ 冻结以来没有变动，内容与根值相符。</p>;
  return (
    <section className="meeting__banner meeting__banner--moved no-print" aria-labelledby="drift">
      <h2 id="drift">冻结以后变了 {drift.length} 处，这份材料没有跟着变</h2>
      <ul>
        {drift.map(({ applicationId, name, what, before, after }) => (
          <li key={`${applicationId} ${what}`}>
            <Link to="/console/recognition/applications/$id" params={{ id: applicationId }}>
              {name}
            </Link>
            ：{what} <del>{before}</del> → <ins>{after}</ins>
          </li>
        ))}
      </ul>
    </section>
  );
}
