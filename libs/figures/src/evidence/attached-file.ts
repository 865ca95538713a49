import type { FigureEvidenceDto } from '../console/figures.console.dto';
import { evidenceFit, evidenceLabels } from './evidence-kinds';

/** A file of evidence as `attachedFile` selects it. */
export type AttachedFile = Omit<FigureEvidenceDto, 'kindLabel' | 'fit'>;

/** SQL of the file `evidence_file v` that something names, as one value; null where it names none. */
export const attachedFile = `case when v.id is not null then jsonb_build_object('id', v.id, 'fileName', v."fileName",
  'kind', v.kind, 'document', v.document, 'sha256', v.sha256, 'periodFrom', v."periodFrom", 'periodUntil', v."periodUntil") end`;

/** What a person sees of it, and whether it speaks of the year it is to prove. */
export function attachedView(file: AttachedFile | null, year: number): FigureEvidenceDto | null {
  return file && { ...file, kindLabel: evidenceLabels[file.kind], fit: evidenceFit(file, year) };
}
