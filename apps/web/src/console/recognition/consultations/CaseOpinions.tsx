import { Link } from '@tanstack/react-router';
import type { Case } from '../recognition.queries';
import { ReplyTag } from './ReplyTag';
import './consultations.css';

/** What each department that was asked says of a case. */
export function CaseOpinions({ of: { opinions } }: { of: Case }) {
  return (
    <section className="panel stacked" aria-labelledby="case-opinions">
      <h2 id="case-opinions">部门联审</h2>
      {opinions.length === 0 ? (
        <p className="quiet">没有征求过部门意见；在批次页面办理。</p>
      ) : (
        <ul className="case-list">
          {opinions.map((one) => (
            <li key={one.department}>
              <Link to="/console/recognition/consultations/$id" params={{ id: one.consultationId }}>
                {one.departmentName}
              </Link>{' '}
              <ReplyTag state={one.state} />
              {one.note !== null && <p>{one.note}</p>}
              <p className="quiet">
                {one.repliedOn === null
                  ? `${one.sentOn} 发函，${one.dueOn} ${one.state === 'waiting' ? '前答复' : '期满未回复，不等于同意'}`
                  : `${one.repliedOn}，${one.document ?? ''}`}
                {one.repliedOn !== null && one.lapsedOn !== null && `（${one.lapsedOn} 期满时未回复）`}
                {one.evidenceId !== null && (
                  <>
                    {' '}
                    <a href={`/api/console/evidence-files/${one.evidenceId}/content`} download={one.evidenceName}>
                      {one.evidenceName}
                    </a>
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
