import { Link } from '@tanstack/react-router';
import { PageHead } from '../../shared/ui/PageHead';
import { May } from '../../shared/session/May';
import { PublishForm } from './PublishForm';
import { stateWords } from './release-words';
import { StandardList } from './StandardList';
import { useReleases } from './standards.queries';
import './standards.css';

/** Every standard in use, what waits for a decision, and the way to a new version. */
export function StandardsPage() {
  return (
    <>
      <PageHead
        title="标准"
        actions={<a href="#publish">检查与发布</a>}
        lead="预评估按这里在用的版本进行。发布后的版本不再改动；改门槛要发布下一版，经复核后启用。"
      />
      <div className="standards">
        <Waiting />
        <section aria-labelledby="in-use">
          <h2 id="in-use" className="section-title">
            在用的标准
          </h2>
          <StandardList />
        </section>
        <May what="standards.publish">
          <section className="panel" aria-labelledby="publish">
            <h2 id="publish">检查与发布</h2>
            <PublishForm />
          </section>
        </May>
      </div>
    </>
  );
}

/** Versions that somebody has to decide on, or that begin on a later day. */
function Waiting() {
  const { data } = useReleases();
  const open = data?.items.filter(({ state }) => state === 'waiting' || state === 'planned') ?? [];
  if (open.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="waiting">
      <h2 id="waiting">等待启用</h2>
      <ul className="release-lines">
        {open.map((release) => (
          <li key={release.id}>
            <Link
              to="/console/standards/$id"
              params={{ id: release.standardId }}
              search={{ version: String(release.version) }}
            >
              {release.name} 第 {release.version} 版
            </Link>
            <span className={`release-state release-state--${release.state}`}>{stateWords[release.state]}</span>
            <span className="quiet">
              {release.fromDay === null ? `${release.publishedByName} 发布，核对后启用` : `自 ${release.fromDay} 起`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
