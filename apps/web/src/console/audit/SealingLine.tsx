import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useSealing } from './audit.queries';

/** How far sealing is: said quietly while all is well, loudly when it is behind. */
export function SealingLine() {
  const { data, error, refetch } = useSealing();
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return null;
  const { pending, behindSeconds, refusesAfterHours, late, seal } = data;
  if (late) {
    return (
      <p className="sealing sealing--late" role="alert">
        <strong>封存落后了 {since(behindSeconds)}</strong>，待封存 {formatCount(pending)}{' '}
        条。请系统管理员查看后台任务进程； 落后超过 {refusesAfterHours} 小时，系统将停止受理。
      </p>
    );
  }
  return (
    <p className="sealing" role="status">
      {seal ? `已封存到第 ${seal.number} 个封存头（${formatInstant(seal.sealedAt)}）` : '还没有封存过'}
      {pending > 0 && `，待封存 ${formatCount(pending)} 条`}。
      {seal && (
        <span className="quiet">
          {' '}
          链头 <code title={seal.hash}>{seal.hash.slice(0, 12)}</code>
          {seal.exported ? '，已另存在库外' : '，还没有另存到库外'}
        </span>
      )}
    </p>
  );
}

const since = (seconds: number) =>
  seconds < 5400 ? `${Math.round(seconds / 60)} 分钟` : `${Math.round(seconds / 360) / 10} 小时`;
