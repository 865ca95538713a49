import { MapReader, Source } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';
import { isMap } from 'yaml';
import { codeList, type Effect, effects } from './effect';

/** A department that is asked about cases (联审部门). */
export interface Department {
  code: string;
  name: string;
  asks: string;
  /** Working days it has to answer. */
  workingDays: number;
}

/** How other departments are asked (部门联审的规则). */
export interface ConsultationRules {
  /** States in which a case may be sent. */
  states: readonly string[];
  /** Acts before which their opinions are looked at. */
  guards: readonly string[];
  /** The rule in words, shown on the case and the letter. */
  rule: string;
  /** What follows where nothing was said yet, where it objects, where the day passed without a reply. */
  unanswered: Effect;
  objects: Effect;
  noReply: Effect;
  departments: ReadonlyMap<string, Department>;
}

const file = 'seeds/recognition/consultation.yaml';
let kept: ConsultationRules | null = null;

/** The rules of this installation, read once. @throws DomainError `RECOGNITION.BAD_CONSULTATION`. */
export function consultationRules(): ConsultationRules {
  kept ??= loadConsultationRules(readInstalledFile(file));
  return kept;
}

/** @throws DomainError `RECOGNITION.BAD_CONSULTATION` with every problem: file, line, what is wrong and what to do. */
export function loadConsultationRules(text: string): ConsultationRules {
  const source = new Source(file, 'RECOGNITION.BAD_CONSULTATION');
  const top = source.parse(text);
  const rules = top && readRules(new MapReader(source, top));
  source.throwIfBad('部门联审的规则');
  return rules as ConsultationRules;
}

function readRules(reader: MapReader): ConsultationRules {
  const rules = {
    ...{ states: codeList(reader, 'states'), guards: codeList(reader, 'guards'), rule: reader.text('rule') },
    unanswered: reader.choice('unanswered', effects),
    objects: reader.choice('objects', effects),
    noReply: reader.choice('noReply', effects),
    departments: new Map([...departments(reader)].map((one) => [one.code, one])),
  };
  reader.done('states、guards、rule、unanswered、objects、noReply、departments');
  return rules;
}

function* departments(top: MapReader): Generator<Department> {
  const { source } = top;
  for (const { key: code, keyNode, value } of top.map('departments')?.entries() ?? []) {
    if (!/^[a-z][a-zA-Z]{2,39}$/.test(code)) source.fail(keyNode, `“${code}”不是代码，应形如 tax`);
    if (!isMap(value)) {
      source.fail(value ?? keyNode, `“${code}”应是“键: 值”的内容`);
      continue;
    }
    const reader = new MapReader(source, value);
    yield {
      code,
      name: reader.text('name'),
      asks: reader.text('asks'),
      workingDays: reader.wholeNumber('workingDays', 1, 99),
    };
    reader.done('name、asks、workingDays');
  }
}
