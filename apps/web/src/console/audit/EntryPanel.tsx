import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { formatInstant } from '../../shared/format/times';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { actorWords } from './actor-words';
import { type AuditEntryDetail, useAuditEntry } from './audit.queries';
import { objectWords } from './object-words';

/** One entry whole: what was and what became, and its place in the chain. */
export function EntryPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useAuditEntry(id);
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), [id]); // it opens above the list, perhaps out of sight
  return (
    <section className="panel audit-entry" aria-labelledby="audit-entry">
      <div className="audit-entry__head">
        <h2 id="audit-entry" ref={head} tabIndex={-1}>
          {data ? data.actionLabel : `审计记录 ${id}`}
        </h2>
        <Button size="small" onClick={onClose}>
          收起
        </Button>
      </div>
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : data ? (
        <EntryWhole entry={data} />
      ) : (
        <Loading what="正在读取这条记录" />
      )}
    </section>
  );
}

function EntryWhole({ entry }: { entry: AuditEntryDetail }) {
  const { at, action, objectType, objectId, reason, requestId, before, after } = entry;
  return (
    <>
      <dl className="audit-entry__facts">
        <Fact name="行为人">{actorWords(entry)}</Fact>
        <Fact name="时间">{formatInstant(at)}</Fact>
        <Fact name="动作代码">{action}</Fact>
        <Fact name="对象">
          {objectWords(objectType)}{' '}
          {objectType === 'enterprise' ? (
            <Link to="/console/enterprises/$id" params={{ id: objectId }}>
              打开企业
            </Link>
          ) : (
            <code>{objectId}</code>
          )}
        </Fact>
        <Fact name="理由">{reason ?? '没有填'}</Fact>
        {requestId !== null && (
          <Fact name="请求号">
            <code>{requestId}</code>
          </Fact>
        )}
        <Fact name="封存">
          {entry.sequence === null || entry.sealedAt === null
            ? '待封存'
            : `第 ${entry.seal ?? ''} 个封存头，序号 ${entry.sequence}，${formatInstant(entry.sealedAt)}`}
        </Fact>
        {entry.digest !== null && (
          <Fact name="内容散列">
            <code>{entry.digest}</code>
          </Fact>
        )}
      </dl>
      <div className="audit-entry__values">
        <Values title="之前" value={before} none="没有" />
        <Values title="之后" value={after} none="没有" />
      </div>
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Values({ title, value, none }: { title: string; value: Record<string, unknown> | null; none: string }) {
  return (
    <div>
      <h3>{title}</h3>
      {value === null ? (
        <p className="quiet">{none}</p>
      ) : (
        <pre tabIndex={0} aria-label={`${title}的内容`}>
          {JSON.stringify(value, null, 2)}
        </pre>
      )}
    </div>
  );
}
