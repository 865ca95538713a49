import { MapReader, Source, textOf } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';
import { isMap } from 'yaml';

const file = 'seeds/audit/actions.yaml';
let kept: ReadonlyMap<string, string> | undefined;

/** Words of the acts (审计动作) by `room.act`, read once. @throws DomainError `AUDIT.BAD_ACTIONS`. */
export function actionWords(): ReadonlyMap<string, string> {
  kept ??= readActionWords(readInstalledFile(file));
  return kept;
}

/** Reads the file strictly: a room is a map of acts, an act a text. */
export function readActionWords(text: string): ReadonlyMap<string, string> {
  const source = new Source(file, 'AUDIT.BAD_ACTIONS');
  const top = source.parse(text);
  const words = new Map<string, string>();
  for (const { key: room, keyNode, value } of top ? new MapReader(source, top).entries() : []) {
    if (!isMap(value)) {
      source.fail(value ?? keyNode, `“${room}”应是“动作: 说法”的内容`);
      continue;
    }
    for (const act of new MapReader(source, value).entries()) {
      const said = textOf(act.value);
      if (said === null || said === '' || !/^[a-z]+\.[a-zA-Z]+$/.test(`${room}.${act.key}`))
        source.fail(act.keyNode, `“${room}.${act.key}”应是动作的代码，后面写它的说法`);
      else words.set(`${room}.${act.key}`, said);
    }
  }
  source.throwIfBad('审计动作');
  return words;
}

/** The words, or the code where there are none. */
export const actionLabel = (action: string): string => actionWords().get(action) ?? action;
