import { MapReader, Source, textOf } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';
import { isMap } from 'yaml';
import { type Action, actors, holders, levels, needs, type Procedure, type State } from './procedure';
import { requireReachable } from './reachable';

const file = 'seeds/recognition/procedures.yaml';
let kept: ReadonlyMap<string, Procedure> | null = null;

/** The procedures of this installation, read once. @throws DomainError `RECOGNITION.BAD_PROCEDURES`. */
export function procedures(): ReadonlyMap<string, Procedure> {
  kept ??= loadProcedures(readInstalledFile(file));
  return kept;
}

/** @throws Error where no such procedure is in the file: batches name only those that are. */
export function procedureOf(id: string): Procedure {
  const found = procedures().get(id);
  if (!found) throw new Error(`no procedure ${id}`);
  return found;
}

/**
 * Reads the procedures strictly: unknown keys, states nobody reaches or from which nothing ends, actions of unknown
 * states are refused.
 * @throws DomainError `RECOGNITION.BAD_PROCEDURES` with every problem: file, line, what is wrong and what to do.
 */
export function loadProcedures(text: string): ReadonlyMap<string, Procedure> {
  const source = new Source(file, 'RECOGNITION.BAD_PROCEDURES');
  const top = source.parse(text);
  const all = new Map<string, Procedure>();
  if (top) {
    const reader = new MapReader(source, top);
    for (const node of reader.list('procedures')) {
      if (!isMap(node)) {
        source.fail(node, '每个程序应是“键: 值”的内容');
        continue;
      }
      const procedure = readProcedure(new MapReader(source, node));
      if (all.has(procedure.id)) source.fail(node, `程序“${procedure.id}”写了两次`);
      all.set(procedure.id, procedure);
    }
    reader.done('procedures');
  }
  source.throwIfBad('认定程序');
  return all;
}

function readProcedure(reader: MapReader): Procedure {
  const { source } = reader;
  const [id, name, level] = [reader.text('id'), reader.text('name'), reader.choice('level', levels)];
  if (!/^[a-z][a-zA-Z]{2,39}$/.test(id)) source.fail(reader.place('id'), '“id”应形如 districtRecommends');
  const states = new Map([...rows(reader, 'states')].map(([code, one]) => [code, readState(code, one)]));
  const actions = new Map([...rows(reader, 'actions')].map(([code, one]) => [code, readAction(code, one, states)]));
  const procedure = { id, name, level, start: reader.text('start'), states, actions };
  reader.done('id、name、level、start、states、actions');
  requireReachable(procedure, (message) => source.fail(reader.node, `程序“${id}”：${message}`));
  return procedure;
}

function* rows(reader: MapReader, key: string): Generator<[string, MapReader]> {
  const { source } = reader;
  for (const { key: code, keyNode, value } of reader.map(key)?.entries() ?? []) {
    if (!/^[a-z][a-zA-Z]{2,39}$/.test(code)) source.fail(keyNode, `“${code}”不是代码，应形如 returned`);
    if (isMap(value)) yield [code, new MapReader(source, value)];
    else source.fail(value ?? keyNode, `“${code}”应是“键: 值”的内容`);
  }
}

function readState(code: string, reader: MapReader): State {
  const state: State = {
    ...{ code, label: reader.text('label'), holder: reader.choice('holder', holders), plain: reader.text('plain') },
    workingDays: reader.has('workingDays') ? reader.wholeNumber('workingDays', 1, 999) : null,
    stopsClock: reader.choice('clock', ['running', 'stopped'], 'running') === 'stopped',
  };
  reader.done('label、holder、workingDays、clock、plain');
  return state;
}

function readAction(code: string, reader: MapReader, states: ReadonlyMap<string, State>): Action {
  const known = (key: string, node: Parameters<typeof textOf>[0]): string => {
    const state = textOf(node) ?? '';
    if (!states.has(state)) reader.source.fail(node ?? reader.node, `“${key}”里的“${state}”不是本程序的环节`);
    return state;
  };
  const needed = (reader.has('needs') ? reader.list('needs') : []).map((node) => {
    const need = needs.find((one) => one === textOf(node));
    if (!need) reader.source.fail(node, `“needs”的每一项应为 ${needs.join('、')} 之一`);
    return need ?? 'reason';
  });
  const action: Action = {
    ...{ code, label: reader.text('label'), by: reader.choice('by', actors), needs: needed },
    ...{ from: reader.list('from').map((node) => known('from', node)), to: known('to', reader.get('to')) },
  };
  reader.done('label、from、to、by、needs');
  return action;
}
