import { Link } from '@tanstack/react-router';
import './quality.css';

/** The three work lists about figures, side by side. */
export function QualityTabs() {
  return (
    <nav className="quality-tabs no-print" aria-label="数据质量">
      <Link to="/console/quality/conflicts" activeOptions={{ includeSearch: false }}>
        来源冲突
      </Link>
      <Link to="/console/quality/flags" activeOptions={{ includeSearch: false }}>
        数据疑点
      </Link>
      <Link to="/console/quality/waiting" activeOptions={{ includeSearch: false }}>
        等待判断
      </Link>
    </nav>
  );
}
