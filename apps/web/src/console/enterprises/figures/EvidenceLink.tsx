import { Hash } from '../../../shared/ui/Hash';
import { PicturePreview } from '../../../shared/pictures/PicturePreview';
import type { Fit } from './evidence-fit';
import type { Evidence } from './figures.queries';

interface EvidenceLinkProps {
  evidence: Pick<Evidence, 'id' | 'fileName' | 'kindLabel' | 'document' | 'sha256' | 'periodFrom' | 'periodUntil'>;
  fit: Fit | null;
}

const fits = {
  covers: null,
  wrongYear: '所属期间与数据的年度不符',
  unknown: '没有说明所属期间',
} as const;

/** A file that proves something: what it is, of which period, and whether that is the right one. */
export function EvidenceLink({ evidence, fit }: EvidenceLinkProps) {
  const { id, fileName, kindLabel, document, sha256, periodFrom, periodUntil } = evidence;
  const wrong = fit && fits[fit];
  return (
    <div className="evidence-link">
      <p className="evidence">
        佐证：{kindLabel}{' '}
        <a href={`/api/console/evidence-files/${id}/content`} download={fileName}>
          {fileName}
        </a>
        {document !== null && <span className="quiet">（{document}）</span>}
        {periodFrom !== null && periodUntil !== null && (
          <span className="quiet">
            {' '}
            {periodFrom} 起，至 {periodUntil} 前
          </span>
        )}{' '}
        <Hash value={sha256} />
        {wrong && (
          <strong className={fit === 'wrongYear' ? 'evidence__wrong' : 'evidence__open'}>
            {fit === 'wrongYear' ? '⚠ ' : ''}
            {wrong}
          </strong>
        )}
      </p>
      <PicturePreview address={`/api/console/evidence-files/${id}/content`} fileName={fileName} />
    </div>
  );
}
