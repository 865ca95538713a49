import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { DemoBanner } from './DemoBanner';
import { QuickSearch } from './QuickSearch';
import './shell.css';

const entries = [
  { to: '/console', label: '工作台', exact: true },
  { to: '/console/enterprises', label: '企业', exact: false },
  { to: '/console/imports', label: '导入', exact: false },
  { to: '/console/quality', label: '数据质量', exact: false },
  { to: '/console/scoring', label: '预评估', exact: false },
  { to: '/console/standards', label: '标准', exact: false },
  { to: '/console/rehearsals', label: '双跑', exact: false },
  { to: '/console/rankings', label: '排名', exact: false },
  { to: '/console/code-tables', label: '代码表', exact: false },
] as const;

/** The frame around every page of the console: where one is, whose data one sees, one search box. */
export function ConsoleShell() {
  const main = useFocusOnNewPage();
  return (
    <div className="shell">
      <a className="shell__skip" href="#main">
        跳到正文
      </a>
      <header className="shell__bar no-print">
        <Link to="/console" className="shell__brand" aria-label="梯度，回到工作台">
          <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
            <path
              d="M4 26h6v-6h6v-6h6V8h6"
              fill="none"
              stroke="currentColor"
              strokeWidth="3.2"
              strokeLinejoin="round"
            />
          </svg>
          <span>梯度</span>
        </Link>
        <nav className="shell__nav" aria-label="主导航">
          {entries.map((entry) => (
            <Link key={entry.to} to={entry.to} activeOptions={{ exact: entry.exact, includeSearch: false }}>
              {entry.label}
            </Link>
          ))}
        </nav>
        <p className="shell__scope" title="目前没有登录，只在本机使用；看得到全部区域的企业。">
          范围：<strong>全部区域</strong>
        </p>
        <QuickSearch />
      </header>
      <DemoBanner />
      <main id="main" ref={main} tabIndex={-1} className="shell__main">
        <Outlet />
      </main>
      <footer className="shell__foot">
        本系统的结果均为<strong>预评估，非认定</strong>；认定以主管部门公布的文件为准。
        <a className="no-print" href="/docs/console">
          接口文档
        </a>
      </footer>
    </div>
  );
}

/** A reader who moves to another page starts at its beginning, screen readers included. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}
