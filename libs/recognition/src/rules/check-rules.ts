import { MapReader, Source } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';
import { codeList, type Effect, effects } from './effect';

/** How cases are checked on the spot (双随机抽查的规则). */
export interface CheckRules {
  /** States in which a case may be drawn. */
  states: readonly string[];
  /** Share that is drawn where no number is given, in percent; at least so many. */
  percent: number;
  least: number;
  /** Officers sent to each. */
  officersEach: number;
  /** Acts before which it is looked at. */
  guards: readonly string[];
  unvisited: Effect;
  differs: Effect;
}

const file = 'seeds/recognition/checks.yaml';
let kept: CheckRules | null = null;

/** The rules of this installation, read once. @throws DomainError `RECOGNITION.BAD_CHECKS`. */
export function checkRules(): CheckRules {
  kept ??= loadCheckRules(readInstalledFile(file));
  return kept;
}

/** @throws DomainError `RECOGNITION.BAD_CHECKS` with every problem: file, line, what is wrong and what to do. */
export function loadCheckRules(text: string): CheckRules {
  const source = new Source(file, 'RECOGNITION.BAD_CHECKS');
  const top = source.parse(text);
  const rules = top && readRules(new MapReader(source, top));
  source.throwIfBad('双随机抽查的规则');
  return rules as CheckRules;
}

function readRules(reader: MapReader): CheckRules {
  const rules = {
    ...{ states: codeList(reader, 'states'), percent: reader.wholeNumber('percent', 1, 100) },
    ...{ least: reader.wholeNumber('least', 1, 1000), officersEach: reader.wholeNumber('officersEach', 1, 10) },
    guards: codeList(reader, 'guards'),
    ...{ unvisited: reader.choice('unvisited', effects), differs: reader.choice('differs', effects) },
  };
  reader.done('states、percent、least、officersEach、guards、unvisited、differs');
  return rules;
}
