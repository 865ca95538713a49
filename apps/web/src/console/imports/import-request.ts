import type { components } from '../../shared/api/console.gen';

export type ImportRequest = components['schemas']['ImportRequestDto'];

/** What the person has chosen about an import, apart from the file. */
export interface ImportChoice {
  /** Which list the file is: register, figures, or a list of evidence. */
  list: string;
  source: NonNullable<ImportRequest['source']>;
  /** Lists of evidence: who says so, and the number of the document. */
  issuer: string;
  document: string;
  /** Unit of amounts whose header says none; `file`: as a line above says, else 元. */
  unit: 'file' | '元' | '万元' | '亿元';
  /** Accounting year of every row, for a file without such a column. */
  year: number | undefined;
  unknown: 'create' | 'reject';
  /** Header of the file → code of a fact or a field; `-` leaves the column out. */
  mapping: Record<string, string>;
}

export const firstChoice: ImportChoice = {
  list: 'figures',
  source: 'enterprise',
  issuer: '',
  document: '',
  unit: 'file',
  year: undefined,
  unknown: 'create',
  mapping: {},
};

/** Lists of evidence have neither units nor years, and never make an enterprise. */
export const isEvidence = (list: string): boolean => list !== 'figures' && list !== 'register';

/** The request as the parts of a form; the file last, so that a refusal of the options need not wait for it. */
export function importForm(file: File, choice: ImportChoice, dryRun: boolean): FormData {
  const form = new FormData();
  form.set('list', choice.list);
  form.set('dryRun', String(dryRun));
  if (isEvidence(choice.list)) {
    form.set('issuer', choice.issuer.trim());
    if (choice.document.trim() !== '') form.set('document', choice.document.trim());
  } else {
    form.set('source', choice.source);
    form.set('unknown', choice.unknown);
    if (choice.unit !== 'file') form.set('units', JSON.stringify({ '*': choice.unit }));
    if (choice.year !== undefined) form.set('year', String(choice.year));
    if (Object.keys(choice.mapping).length > 0) form.set('mapping', JSON.stringify(choice.mapping));
  }
  form.set('file', file, file.name);
  return form;
}

/** The mapping with one header changed; without a code the header is left to the names the file brings. */
export function withMapping(
  mapping: Record<string, string>,
  header: string,
  code: string | undefined,
): Record<string, string> {
  const rest = Object.entries(mapping).filter(([other]) => other !== header);
  return Object.fromEntries(code === undefined ? rest : [...rest, [header, code]]);
}
