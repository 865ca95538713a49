import { MapReader, Source, textOf } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';
import { deskKinds } from '../rules/desk-kinds';

/** Where a promise came from: kept in the table by these codes. */
export const promiseSources = ['meeting', 'visit', 'document', 'reply'] as const;
export type PromiseSource = (typeof promiseSources)[number];

/** Stand in `asks` for a declaration that came to its end, and for support that arrived; no kinds of tasks. */
export const recognitionCase = 'recognition.case';
export const measureCase = 'measures.case';

/** How promises are closed, and how satisfaction is asked (台账与满意度的规则). */
export interface LedgerRules {
  sources: Readonly<Record<PromiseSource, string>>;
  /** Kinds of tasks that a second person or the enterprise closes. */
  checked: ReadonlySet<string>;
  /** Kinds of tasks after whose end the enterprise is asked. */
  asks: ReadonlySet<string>;
  /** Scores up to this one are looked into by somebody else. */
  lowUpTo: number;
  followUp: string;
  /** Fewer answers than these show no average. */
  least: number;
}

const file = 'seeds/desk/ledger.yaml';
let kept: LedgerRules | null = null;

/** The rules of this installation, read once. @throws DomainError `DESK.BAD_LEDGER_RULES`. */
export function ledgerRules(): LedgerRules {
  kept ??= loadLedgerRules(readInstalledFile(file));
  return kept;
}

/** Reads the rules strictly. @throws DomainError `DESK.BAD_LEDGER_RULES` with every problem: file, line, what to do. */
export function loadLedgerRules(text: string): LedgerRules {
  const source = new Source(file, 'DESK.BAD_LEDGER_RULES');
  const top = source.parse(text);
  const rules = top && readRules(new MapReader(source, top));
  source.throwIfBad('台账的规则');
  return rules as LedgerRules;
}

function readRules(reader: MapReader): LedgerRules {
  const { source } = reader;
  const words = reader.map('sources');
  const sources = Object.fromEntries(
    promiseSources.map((code) => [code, words?.text(code) ?? '']),
  ) as LedgerRules['sources'];
  words?.done(promiseSources.join('、'));
  const kinds = (key: string, besides: readonly string[] = []) =>
    new Set(
      reader.list(key).map((node) => {
        const code = textOf(node) ?? '';
        if (!deskKinds().tasks.has(code) && !besides.includes(code))
          source.fail(node, `“${key}”：kinds.yaml 里没有这种任务 ${code}`);
        return code;
      }),
    );
  const followUp = reader.text('followUp');
  if (!deskKinds().tasks.has(followUp)) source.fail(reader.place('followUp'), `kinds.yaml 里没有这种任务 ${followUp}`);
  const rules = {
    ...{ sources, checked: kinds('checked'), asks: kinds('asks', [recognitionCase, measureCase]), followUp },
    ...{ lowUpTo: reader.wholeNumber('lowUpTo', 0, 4), least: reader.wholeNumber('least', 1, 100) },
  };
  reader.done('sources、checked、asks、lowUpTo、followUp、least');
  return rules;
}
