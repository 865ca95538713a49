import type { FactDictionary } from '@tidu/criteria';
import { cleanText } from '@tidu/kernel';
import { useState } from 'react';
import { ProblemView } from '../../shared/ui/ProblemView';
import {
  type Declaration,
  type EvidenceFile,
  type NamedFile,
  type SavedDeclaration,
  useEvidenceFiles,
} from './declaration.queries';
import { useUpload } from './use-upload';

interface EvidencePartProps {
  enterpriseId: string;
  view: Declaration;
  mayFill: boolean;
  dictionary: FactDictionary;
  texts: Readonly<Record<string, string>>;
  named: Declaration['evidence'];
  problems: SavedDeclaration['problems'];
  onNamed: (named: Declaration['evidence']) => void;
}

/** Evidence for what the enterprise states itself: of what is there already, or a file that is uploaded now. */
export function EvidencePart(props: EvidencePartProps) {
  const { enterpriseId, view, dictionary, texts, named, problems, onNamed, mayFill } = props;
  const files = useEvidenceFiles(enterpriseId);
  const typed = Object.entries(texts).flatMap(([code, text]) => (cleanText(text) === '' ? [] : [code]));
  const needed = view.evidenceRules.flatMap((rule) => {
    const codes = typed.filter((code) => rule.facts.includes(dictionary.find(code)?.base ?? code));
    const isMarked = view.marks.some(({ fact }) => fact === rule.kind);
    return codes.length > 0 || isMarked ? [{ rule, codes }] : [];
  });
  if (needed.length === 0) return null;
  const choose = (kind: NamedFile['kind'], recordId: string) =>
    onNamed([...named.filter((one) => one.kind !== kind), ...(recordId === '' ? [] : [{ kind, recordId }])]);
  return (
    <section className="panel stacked" aria-labelledby="evidence">
      <h2 id="evidence">佐证材料</h2>
      {files.error && <ProblemView error={files.error} retry={() => void files.refetch()} />}
      {needed.map(({ rule, codes }) => (
        <EvidenceOf
          key={rule.kind}
          {...{ enterpriseId, rule, mayFill }}
          year={view.batch.year}
          proves={codes.map((code) => dictionary.get(code).label)}
          files={(files.data ?? []).filter(({ kind }) => kind === rule.kind)}
          chosen={named.find(({ kind }) => kind === rule.kind)?.recordId ?? ''}
          problem={problems.find(({ field }) => field === `evidence.${rule.kind}`)?.message ?? null}
          onChoose={(recordId) => choose(rule.kind, recordId)}
        />
      ))}
    </section>
  );
}

interface EvidenceOfProps {
  enterpriseId: string;
  rule: Pick<Declaration['evidenceRules'][number], 'kind' | 'label' | 'required'>;
  mayFill: boolean;
  year: number;
  proves: string[];
  files: EvidenceFile[];
  chosen: string;
  problem: string | null;
  onChoose: (recordId: string) => void;
}

/** One kind of evidence: of what is there already, or a file that is uploaded now. */
export function EvidenceOf({
  enterpriseId,
  rule,
  mayFill,
  year,
  proves,
  files,
  chosen,
  problem,
  onChoose,
}: EvidenceOfProps) {
  const [of, setOf] = useState(String(year));
  const upload = useUpload(enterpriseId);
  const send = (file: File | undefined) => {
    if (file && /^\d{4}$/.test(of))
      upload.mutate({ file, kind: rule.kind, year: Number(of) }, { onSuccess: ({ id }) => onChoose(id) });
  };
  const id = `evidence-${rule.kind}`;
  return (
    <fieldset className="declared-evidence" id={`d-${rule.kind}`} tabIndex={-1}>
      <legend>
        {rule.label} {rule.required ? '（必附）' : '（可附）'}
      </legend>
      {proves.length > 0 && <p className="quiet">证明：{proves.join('、')}</p>}
      <label htmlFor={id}>选已有的</label>
      <select id={id} value={chosen} disabled={!mayFill} onChange={(event) => onChoose(event.target.value)}>
        <option value="">不选</option>
        {files.map((file) => (
          <option key={file.id} value={file.id}>
            {file.fileName}
            {file.periodFrom && `（${file.periodFrom.slice(0, 4)} 年度）`}
          </option>
        ))}
      </select>
      {mayFill && (
        <div className="declared-evidence__upload">
          <label htmlFor={`${id}-year`}>或上传，所属年度</label>
          <input
            id={`${id}-year`}
            inputMode="numeric"
            maxLength={4}
            value={of}
            onChange={(event) => setOf(event.target.value.trim())}
          />
          <input
            type="file"
            aria-label={`上传${rule.label}`}
            accept=".pdf,.png,.jpg,.jpeg,.doc,.docx,.xls,.xlsx,.ofd"
            onChange={(event) => send(event.target.files?.[0])}
          />
          {upload.isPending && <span role="status">已传 {upload.percent}%，断了会接着传 …</span>}
          {upload.isSuccess && <span role="status">已上传</span>}
        </div>
      )}
      {upload.error && <ProblemView error={upload.error} retry={upload.again} />}
      {problem && <p className="portal-figures__problem">{problem}</p>}
    </fieldset>
  );
}
