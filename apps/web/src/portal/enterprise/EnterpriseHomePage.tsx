import { getRouteApi, Link } from '@tanstack/react-router';
import { formatInstant } from '../../shared/format/times';
import { Amount } from '../../shared/ui/Amount';
import { CreditCode } from '../../shared/ui/CreditCode';
import { DemoMark } from '../../shared/ui/DemoMark';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { Unknown } from '../../shared/ui/Unknown';
import { type Home, useHome } from '../portal.queries';
import { ChangesNote } from '../changes/ChangesNote';
import { Openings } from '../declaration/Openings';
import { OwnMessages } from '../desk/OwnMessages';
import { OwnLedger } from '../desk/OwnLedger';
import { OwnTasks } from '../desk/OwnTasks';
import { Updates } from '../updates/Updates';
import { rightsText, roleWords } from '../words';
import { TakeoverPanel } from './TakeoverPanel';
import '../portal.css';

const route = getRouteApi('/portal/enterprises/$id');

/** One's enterprise: what waits, the figures of each year, who it is in the register. */
export function EnterpriseHomePage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useHome(id);
  if (error)
    return (
      <>
        <PageHead title="企业" />
        <ProblemView error={error} retry={() => void refetch()} />
        <p>
          <Link to="/portal">回到我的企业</Link>
        </p>
      </>
    );
  if (!data) return <Loading what="正在读取企业" />;
  const { identity, role, rights, takeovers } = data;
  return (
    <>
      <PageHead
        title={identity.name}
        lead={
          <>
            <CreditCode code={identity.creditCode} /> {identity.demo && <DemoMark />} · {roleWords[role]}，可以
            {rightsText(rights)}
          </>
        }
      />
      <div className="portal-page">
        {takeovers.map((notice) => (
          <TakeoverPanel
            key={notice.id}
            enterpriseId={id}
            notice={notice}
            mayObject={rights.includes('manage') && notice.objection === null}
          />
        ))}
        <OwnTasks enterpriseId={id} maySettle={rights.includes('submit')} />
        <OwnLedger enterpriseId={id} mayAnswer={rights.includes('submit')} />
        <section className="panel stacked" aria-labelledby="own-measures">
          <h2 id="own-measures">我的政策</h2>
          <p>
            <Link to="/portal/enterprises/$id/measures" params={{ id }}>
              符合哪些扶持措施，怎样享受，到了哪一步
            </Link>
          </p>
        </section>
        <section className="panel stacked" aria-labelledby="own-land">
          <h2 id="own-land">我的用地</h2>
          <p>
            <Link to="/portal/enterprises/$id/land" params={{ id }}>
              登记的地块和份额，公示的用地面积，对面积有异议怎样提出
            </Link>
          </p>
        </section>
        <Updates enterpriseId={id} />
        <ChangesNote enterpriseId={id} />
        <Openings enterpriseId={id} mayFill={rights.includes('fill')} />
        <OwnMessages enterpriseId={id} />
        <Years id={id} home={data} />
        <section className="panel stacked" aria-labelledby="people">
          <h2 id="people">成员与代办</h2>
          <p>
            <Link to="/portal/enterprises/$id/people" params={{ id }}>
              谁可以代表本企业
            </Link>
            {rights.includes('manage') && <span className="quiet">：邀请同事、委托代办、收回权限</span>}
          </p>
        </section>
        <Identity identity={identity} />
        <p>
          <Link to="/portal/self-check">自测够不够条件</Link>
        </p>
      </div>
    </>
  );
}

function Years({ id, home: { years, rights } }: { id: string; home: Home }) {
  return (
    <section className="panel" aria-labelledby="years">
      <h2 id="years">年度数据</h2>
      <ul className="portal-list">
        {years.map(({ year, revision, submittedAt, submittedByName, draftSavedAt, draftSavedByName }) => (
          <li key={year}>
            <div className="portal-list__words">
              <Link to="/portal/enterprises/$id/figures/$year" params={{ id, year: String(year) }}>
                <strong>{year} 年度</strong>
              </Link>
              {draftSavedAt !== null && (
                <p className="quiet">
                  草稿存于 {formatInstant(draftSavedAt)}，{draftSavedByName}
                </p>
              )}
            </div>
            <span>
              {revision > 0 && submittedAt !== null ? (
                <>
                  <span className="portal-state">已提交</span> 第 {revision} 版，{submittedByName ?? '导入'}，
                  {formatInstant(submittedAt)}
                </>
              ) : draftSavedAt !== null ? (
                <span className="portal-state">
                  {rights.includes('submit') ? '草稿，待提交' : '草稿，待有权的人提交'}
                </span>
              ) : (
                <span className="portal-state">未填</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Identity({ identity }: { identity: Home['identity'] }) {
  const rows: [string, string | null][] = [
    ['所在地区', identity.regionPath],
    ['所属行业', identity.industryName],
    ['成立日期', identity.registeredOn],
    ['法定代表人', identity.legalRepresentative],
    ['注册地址', identity.registeredAddress],
    ['生产地址', identity.productionAddress],
  ];
  return (
    <section className="panel" aria-labelledby="identity">
      <h2 id="identity">登记信息</h2>
      <dl className="facts-list">
        {rows.map(([label, value]) => (
          <div key={label} className="portal-row">
            <dt>{label}</dt>
            <dd>{value ?? <Unknown />}</dd>
          </div>
        ))}
        <dt>注册资本（万元）</dt>
        <dd>
          <Amount yuan={identity.registeredCapital} unit="万元" />
        </dd>
      </dl>
      <p className="quiet">有误请联系工信局更正。</p>
    </section>
  );
}
