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
  slip: SlipRule;
}

/** When an amount looks like one of another unit beside the year before (单位写错的提示). */
export interface SlipRule {
  /** How far units lie apart that people mistake for each other. */
  factors: readonly number[];
  /** How far from such a factor still counts: from year to year nothing grows or shrinks so much by itself. */
  within: number;
  /** In 元: where the greater of the two is less nobody is asked. */
  leastYuan: number;
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
    confirmation: reader.wholeNumbers('confirmation', { hours: [1, 720], tries: [1, 20] }),
    titles: reader.wholeNumbers('titles', { renewalMonths: [1, 36] }),
    ...{ commitment: reader.text('commitment').trim(), evidence: [...evidenceRules(reader)] },
    slip: slipRule(reader),
  };
  if (rules.commitment.length > 2000) reader.source.fail(reader.place('commitment'), '承诺书至多 2000 个字');
  reader.done('confirmation、titles、commitment、evidence、slip');
  return rules;
}

function slipRule(top: MapReader): SlipRule {
  const reader = top.map('slip');
  if (!reader) return { factors: [], within: 0, leastYuan: 0 };
  const rule = {
    factors: reader.list('factors').map((node) => {
      const factor = Number(/^\d{2,10}$/.exec(textOf(node) ?? '')?.[0] ?? 0);
      if (factor < 10) reader.source.fail(node, '“factors”的每一项应是至少 10 的整数，例如 10000');
      return factor;
    }),
    ...{ within: reader.wholeNumber('within', 1, 100), leastYuan: reader.wholeNumber('leastYuan', 0, 1_000_000) },
  };
  reader.done('factors、within、leastYuan');
  return rule;
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
