import { Link } from '@tanstack/react-router';
import { formatInstant } from '../../../shared/format/times';
import { useMay } from '../../../shared/session/session';
import type { Case } from '../recognition.queries';
import { visitWords } from './visit-words';
import './checks.css';

/** Whether a case was drawn for a check on the spot, who is sent, and what was found. */
export function CaseCheck({ of: { id, check, submittedAt } }: { of: Case }) {
  const may = useMay();
  const { drawNumber, officers, visits, mine } = check;
  return (
    <section className="panel stacked" aria-labelledby="case-check">
      <h2 id="case-check">实地检查</h2>
      <p className={drawNumber === null ? 'quiet' : undefined}>
        {drawNumber === null
          ? '没有抽中。'
          : `第 ${drawNumber} 次抽取抽中，派 ${officers.map(({ name }) => name).join('、')}。`}
      </p>
      <ul className="case-list">
        {visits.map((visit, i) => (
          <li key={visit.id}>
            {visit.visitedOn} <span className="state-tag">{visitWords[visit.conclusion]}</span>
            {i > 0 && <span className="quiet"> 已有后来的记录</span>}
            <p>{visit.findings}</p>
            <p className="quiet">
              检查人员 {visit.visitors}；{formatInstant(visit.recordedAt)} {visit.recordedByName} 登记
            </p>
            {visit.photos.length > 0 && (
              <p>
                照片和材料：
                {visit.photos.map((photo) => (
                  <a key={photo.id} href={`/api/console/evidence-files/${photo.id}/content`} download={photo.name}>
                    {photo.name}
                  </a>
                ))}
              </p>
            )}
          </li>
        ))}
      </ul>
      {may('recognition.review') && mine && submittedAt !== null && (
        <p className="no-print">
          <Link to="/console/recognition/applications/$id/visit" params={{ id }}>
            登记实地检查
          </Link>
        </p>
      )}
    </section>
  );
}
