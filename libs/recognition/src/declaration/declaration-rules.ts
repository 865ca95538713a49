import { MapReader, Source, textOf } from '@tidu/criteria';
import { type EvidenceFileKind, evidenceFileKinds } from '@tidu/figures';
import { readInstalledFile } from '@tidu/platform';
import { isMap } from 'yaml';

/** A kind of evidence an enterprise has to give with figures of its own (要附的佐证). */
export interface EvidenceRule {
  kind: EvidenceFileKind;
  /** Facts it proves. */
  facts: readonly string[];
  /** Without it nothing is submitted. */
  required: boolean;
  /** Its period has to cover the accounting year of the figures. */
  ofYear: boolean;
}

/** How enterprises declare in this district (企业申报的规则). */
export interface DeclarationRules {
  confirmation: { hours: number; tries: number };
  titles: { renewalMonths: number };
  commitment: string;
  evidence: readonly EvidenceRule[];
}

const file = 'seeds/recognition/declaration.yaml';
let kept: DeclarationRules | null = null;

/** The rules of this installation, read once. @throws DomainError `RECOGNITION.BAD_DECLARATION_RULES`. */
export function declarationRules(): DeclarationRules {
  kept ??= loadDeclarationRules(readInstalledFile(file));
  return kept;
}

/**
 * Reads the rules strictly: unknown keys, numbers that make no sense, unknown kinds of evidence are refused.
 * @throws DomainError `RECOGNITION.BAD_DECLARATION_RULES` with every problem: file, line, what is wrong and what to do.
 */
export function loadDeclarationRules(text: string): DeclarationRules {
  const source = new Source(file, 'RECOGNITION.BAD_DECLARATION_RULES');
  const top = source.parse(text);
  const rules = top && readRules(new MapReader(source, top));
  source.throwIfBad('企业申报的规则');
  return rules as DeclarationRules;
}

function readRules(reader: MapReader): DeclarationRules {
  const rules = {
    confirmation: numbers(reader, 'confirmation', { hours: [1, 720], tries: [1, 20] }),
    titles: numbers(reader, 'titles', { renewalMonths: [1, 36] }),
    ...{ commitment: reader.text('commitment').trim(), evidence: [...evidenceRules(reader)] },
  };
  if (rules.commitment.length > 2000) reader.source.fail(reader.get('commitment'), '承诺书至多 2000 个字');
  reader.done('confirmation、titles、commitment、evidence');
  return rules;
}

function numbers<K extends string>(
  top: MapReader,
  group: string,
  limits: Record<K, readonly [number, number]>,
): Record<K, number> {
  const reader = top.map(group);
  const read = Object.entries<readonly [number, number]>(limits).map(([key, [least, most]]) => {
    const text = textOf(reader?.get(key)) ?? '';
    const value = /^\d{1,5}$/.test(text) ? Number(text) : -1;
    if (reader && (value < least || value > most))
      reader.source.fail(reader.get(key) ?? reader.node, `“${key}”应是 ${least} 至 ${most} 的整数`);
    return [key, value];
  });
  reader?.done(Object.keys(limits).join('、'));
  return Object.fromEntries(read) as Record<K, number>;
}

function* evidenceRules(top: MapReader): Generator<EvidenceRule> {
  const { source } = top;
  for (const { key, keyNode, value } of top.map('evidence')?.entries() ?? []) {
    const kind = evidenceFileKinds.find((one) => one === key);
    if (!kind) source.fail(keyNode, `没有材料类型“${key}”，应为 ${evidenceFileKinds.join('、')} 之一`);
    if (!kind || !isMap(value)) continue;
    const reader = new MapReader(source, value);
    yield {
      ...{ kind, facts: reader.list('facts').map((node) => textOf(node) ?? '') },
      required: reader.choice('required', ['yes', 'no']) === 'yes',
      ofYear: reader.choice('year', ['yes', 'no']) === 'yes',
    };
    reader.done('required、year、facts');
  }
}
