import { Link, getRouteApi } from '@tanstack/react-router';
import { formatInstant } from '../../shared/format/times';
import { useMay, useSession } from '../../shared/session/session';
import { DemoMark } from '../../shared/ui/DemoMark';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { AccountActs } from './AccountActs';
import { GrantList } from './GrantList';
import { NewGrantForm } from './NewGrantForm';
import { ProviderSubject } from './ProviderSubject';
import { type Person, usePerson } from './persons.queries';
import { dutyWords, standingOf } from './words';
import './persons.css';

const route = getRouteApi('/console/persons/$id');

/** One account: how far it is, what a system administrator does with it, what a security administrator gave it. */
export function PersonPage() {
  const { id } = route.useParams();
  const { data: person, error, refetch } = usePerson(id);
  const { data: session } = useSession();
  const may = useMay();
  if (error)
    return (
      <>
        <PageHead title="账号" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!person) return <Loading what="正在读取账号" />;
  const isOwn = session?.personId === person.id;
  return (
    <>
      <PageHead
        title={person.displayName}
        lead={
          <>
            <Link to="/console/persons">账号与权限</Link> · 登录名 <span className="code">{person.loginName}</span>{' '}
            {person.demo && <DemoMark />}
          </>
        }
      />
      <div className="persons">
        <Facts person={person} />
        {isOwn && <p className="quiet">这是您自己的账号：状态和权限要由另一位管理员来改。</p>}
        {!isOwn && may('access.persons') && <AccountActs key={person.version} person={person} />}
        {!isOwn && may('access.persons') && <ProviderSubject key={`subject ${person.version}`} person={person} />}
        {!isOwn && may('access.grants') && <NewGrantForm key={person.id} person={person} />}
        <GrantList person={person} mayEnd={!isOwn && may('access.grants')} />
      </div>
    </>
  );
}

function Facts({ person }: { person: Person }) {
  return (
    <section className="panel" aria-label="账号">
      <dl className="facts-list">
        <dt>状态</dt>
        <dd>{standingOf(person)}</dd>
        <dt>职责</dt>
        <dd>{dutyWords[person.duty]}</dd>
        <dt>动态口令</dt>
        <dd>{person.hasFactor ? '已设' : '未设'}</dd>
        <dt>核实本人</dt>
        <dd>{person.confirmedAt === null ? '还没有' : formatInstant(person.confirmedAt)}</dd>
        <dt>最近使用</dt>
        <dd>{person.lastSeenAt === null ? '从未' : formatInstant(person.lastSeenAt)}</dd>
        <dt>建立</dt>
        <dd>
          {person.createdByName}，{formatInstant(person.createdAt)}
        </dd>
        <dt>最近修改</dt>
        <dd>
          第 {person.version} 版，{person.changedByName}，{formatInstant(person.changedAt)}
        </dd>
      </dl>
    </section>
  );
}
