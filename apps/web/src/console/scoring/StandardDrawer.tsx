import { Drawer } from 'antd';
import { formatPoints } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { Confidence } from '../../shared/ui/Confidence';
import { Hash } from '../../shared/ui/Hash';
import { Loading } from '../../shared/ui/Loading';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { clauseDepths } from './clause-depths';
import { type StandardDetail, useStandard } from './scoring.queries';
import { PeriodText } from './StandardList';

/** One standard as a reader wants it: where it comes from, each clause with its article, what is open. */
export function StandardDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { data, error, refetch } = useStandard(id);
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={720}
      mask={false} // a mask locks scrolling by a style element that has no nonce, which the content policy refuses
      title={data?.name ?? '标准'}
      classNames={{ body: 'standard' }}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : data ? (
        <Standard standard={data} />
      ) : (
        <Loading />
      )}
    </Drawer>
  );
}

function Standard({ standard }: { standard: StandardDetail }) {
  const depths = clauseDepths(standard.clauses);
  return (
    <>
      <dl className="facts-list">
        <dt>依据文件</dt>
        <dd>
          {standard.documentNumber} · {standard.issuer}
        </dd>
        <dt>新申报</dt>
        <dd>
          <PeriodText period={standard.periods.application} />
        </dd>
        <dt>复核</dt>
        <dd>
          <PeriodText period={standard.periods.renewal} />
        </dd>
        <dt>版本</dt>
        <dd>
          第 {standard.version} 版，内容校验值 <Hash value={standard.hash} />，{formatInstant(standard.publishedAt)}{' '}
          发布
        </dd>
      </dl>
      {standard.note && <p className="standard__note">{standard.note}</p>}
      <h3 className="section-title">
        条款
        <PreAssessment />
      </h3>
      <ol className="clauses">
        {standard.clauses.map((clause) => (
          <li
            key={clause.id}
            style={{ marginInlineStart: `${(depths.get(clause.id) ?? 0) * 20}px` }}
            className={`clauses__${clause.kind}`}
          >
            <div className="clauses__head">
              <strong>{clause.label}</strong>
              {clause.full !== null && (
                <span className="number">
                  满分 {formatPoints(clause.full)}
                  {clause.line !== null && `，不低于 ${formatPoints(clause.line)}`}
                </span>
              )}
            </div>
            {clause.text && <p>{clause.text}</p>}
            <p className="quiet">
              {clause.article} <Confidence of={clause.confidence} />
            </p>
          </li>
        ))}
      </ol>
      <details>
        <summary>标准的数据原文（YAML）</summary>
        <pre className="standard__document" tabIndex={0}>
          {standard.document}
        </pre>
      </details>
    </>
  );
}
