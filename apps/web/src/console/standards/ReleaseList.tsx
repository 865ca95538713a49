import { Link } from '@tanstack/react-router';
import { formatInstant } from '../../shared/format/times';
import { DataTable } from '../../shared/ui/DataTable';
import { Hash } from '../../shared/ui/Hash';
import type { Column } from '../../shared/ui/columns';
import { stateWords } from './release-words';
import type { Release } from './standards.queries';

interface ReleaseListProps {
  releases: readonly Release[];
  /** The version the page shows. */
  shown: number;
}

/** Every version of a standard: who published, who put it to use, from which day. */
export function ReleaseList({ releases, shown }: ReleaseListProps) {
  const columns: Column<Release>[] = [
    {
      key: 'version',
      title: '版本',
      lead: true,
      render: (release) => (
        <Link
          to="/console/standards/$id"
          params={{ id: release.standardId }}
          search={{ version: String(release.version) }}
          aria-current={release.version === shown ? 'true' : undefined}
        >
          第 {release.version} 版
        </Link>
      ),
    },
    {
      key: 'state',
      title: '状态',
      render: ({ state, fromDay }) => (
        <>
          <span className={`release-state release-state--${state}`}>{stateWords[state]}</span>
          {fromDay !== null && <div className="quiet">自 {fromDay} 起</div>}
        </>
      ),
    },
    {
      key: 'published',
      title: '发布',
      render: ({ publishedByName, publishedAt }) => (
        <>
          {publishedByName}
          <div className="quiet number">{formatInstant(publishedAt)}</div>
        </>
      ),
    },
    {
      key: 'activations',
      title: '启用',
      render: ({ activations }) =>
        activations.length === 0 ? (
          <span className="quiet">没有启用过</span>
        ) : (
          activations.map((one) => (
            <div key={one.activatedAt}>
              {one.activatedByName}，自 {one.fromDay} 起
              <div className="quiet number">{formatInstant(one.activatedAt)}</div>
            </div>
          ))
        ),
    },
    { key: 'cases', title: '用例', number: true, render: ({ casesTotal }) => `${casesTotal} 个通过` },
    { key: 'hash', title: '校验值', render: ({ hash }) => <Hash value={hash} /> },
    {
      key: 'compare',
      title: '比较',
      render: ({ standardId, version }) =>
        version === shown ? (
          <span className="quiet">正在看</span>
        ) : (
          <Link
            to="/console/standards/$id"
            params={{ id: standardId }}
            search={{ version: String(shown), compare: String(version) }}
          >
            与第 {shown} 版比较
          </Link>
        ),
    },
  ];
  return <DataTable caption="历次发布" columns={columns} rows={releases} rowKey={({ id }) => id} cards />;
}
