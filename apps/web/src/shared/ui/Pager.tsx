import { useCanGoBack } from '@tanstack/react-router';
import { Button } from 'antd';
import { formatBoundedCount, formatCount } from '../format/amounts';
import './pager.css';

interface PagerProps {
  /** Which page this is, from 1; only for the words, the place itself is the cursor in the address. */
  page: number;
  shown: number;
  limit: number;
  count: { value: number; exact: boolean };
  /** Counts all of them where the list stopped counting; absent: not offered. */
  onExact?: (() => void) | undefined;
  /** Cursor of the next page; null on the last. */
  next: string | null;
  unit: string;
  onFirst: () => void;
  onBack: () => void;
  onNext: (after: string) => void;
}

/** Where one is in a long list, and the way on. */
export function Pager({ page, shown, limit, count, onExact, next, unit, onFirst, onBack, onNext }: PagerProps) {
  // a keyset goes forward only; back is where one came from, which a link from elsewhere has not
  const canGoBack = useCanGoBack();
  const from = (page - 1) * limit + 1;
  return (
    <nav className="pager no-print" aria-label="翻页">
      <span role="status">
        {shown === 0
          ? `没有${unit}`
          : `第 ${formatCount(from)}–${formatCount(from + shown - 1)} ${unit}，共 ${formatBoundedCount(count)} ${unit}`}
        {!count.exact && onExact && (
          <Button type="link" size="small" onClick={onExact}>
            数清
          </Button>
        )}
      </span>
      <span className="pager__buttons">
        {page > 1 && (
          <>
            <Button onClick={onFirst}>回到第一页</Button>
            {canGoBack && <Button onClick={onBack}>上一页</Button>}
          </>
        )}
        <Button disabled={next === null} onClick={() => next !== null && onNext(next)}>
          下一页
        </Button>
      </span>
    </nav>
  );
}
