import { MapReader, Source, textOf } from '@tidu/criteria';
import { type PermissionName, permissions, readInstalledFile } from '@tidu/platform';
import { isMap, isSeq, type Node } from 'yaml';

/** When one is reminded of a task, in working days; on the day itself always. */
export interface ReminderRule {
  /** So many working days before the due day. */
  before: number[];
  /** After it, every so many working days; 0: no more. */
  overdueEvery: number;
}

/** A kind of task (任务种类). */
export interface TaskKind {
  code: string;
  name: string;
  /** Working days it takes where nobody says otherwise. */
  workingDays: number;
  /** What a member of staff must be allowed to do in order to hold it. */
  heldWith: PermissionName;
  /** Whether people may give it to somebody themselves; otherwise rooms alone make it. */
  byHand: boolean;
  /** Whether an enterprise may hold it and settle it by itself. */
  enterprise: 'no' | 'holds' | 'settles';
  evidence: 'optional' | 'required';
  /** Page it opens, with `{enterpriseId}` and `{objectId}`; null: none. */
  opens: string | null;
  portalOpens: string | null;
  remind: ReminderRule;
  /** Working days overdue from which the leader is told. */
  escalateAfter: number;
}

export const memberRightsOfMessages = ['view', 'fill', 'submit', 'manage'] as const;
export const outsideChannels = ['letter', 'folder', 'mail', 'sms'] as const;
/** A way out beside the portal's own inbox. */
export type OutsideChannel = (typeof outsideChannels)[number];

/** A kind of message (消息种类). */
export interface MessageKind {
  code: string;
  name: string;
  /** Which of an enterprise's people see it. */
  seenWith: PermissionName;
  channels: OutsideChannel[];
  opens: string | null;
  portalOpens: string | null;
}

export interface DeskKinds {
  tasks: ReadonlyMap<string, TaskKind>;
  messages: ReadonlyMap<string, MessageKind>;
  /** Minutes after which a delivery that failed is tried again, one after the other. */
  retryMinutes: number[];
}

const file = 'seeds/desk/kinds.yaml';
let kept: DeskKinds | null = null;

/** The kinds of this installation, read once. @throws DomainError `DESK.BAD_KINDS`. */
export function deskKinds(): DeskKinds {
  kept ??= loadDeskKinds(readInstalledFile(file));
  return kept;
}

/** @throws Error where no such kind is in the file: a mistake of the program. */
export function taskKind(code: string): TaskKind {
  const kind = deskKinds().tasks.get(code);
  if (!kind) throw new Error(`no kind of task ${code}`);
  return kind;
}

export function messageKind(code: string): MessageKind {
  const kind = deskKinds().messages.get(code);
  if (!kind) throw new Error(`no kind of message ${code}`);
  return kind;
}

/**
 * Reads the kinds strictly: unknown and missing keys, numbers that make no sense, addresses of no page are refused.
 * @throws DomainError `DESK.BAD_KINDS` with every problem: file, line, what is wrong and what to do.
 */
export function loadDeskKinds(text: string): DeskKinds {
  const source = new Source(file, 'DESK.BAD_KINDS');
  const top = source.parse(text);
  const [tasks, messages] = [new Map<string, TaskKind>(), new Map<string, MessageKind>()];
  let retryMinutes: number[] = [];
  if (top) {
    const reader = new MapReader(source, top);
    for (const [code, one] of kindsOf(reader, 'tasks')) tasks.set(code, readTask(code, one));
    for (const [code, one] of kindsOf(reader, 'messages')) messages.set(code, readMessage(code, one));
    const delivery = reader.map('delivery');
    retryMinutes = delivery ? numbers(delivery, 'retryMinutes', 1, 10_080) : [];
    if (delivery && retryMinutes.length === 0) source.fail(delivery.node, '“retryMinutes”至少写一个分钟数');
    delivery?.done('retryMinutes');
    reader.done('tasks、messages、delivery');
  }
  source.throwIfBad('任务与消息的种类');
  return { tasks, messages, retryMinutes };
}

function* kindsOf(top: MapReader, key: string): Generator<[string, MapReader]> {
  const { source } = top;
  for (const { key: code, keyNode, value } of top.map(key)?.entries() ?? []) {
    if (!/^[a-z]+\.[a-zA-Z]+$/.test(code)) source.fail(keyNode, `“${code}”不是种类的代码，应形如 desk.general`);
    if (isMap(value)) yield [code, new MapReader(source, value)];
    else source.fail(value ?? keyNode, `“${code}”应是“键: 值”的内容`);
  }
}

function readTask(code: string, reader: MapReader): TaskKind {
  const remind = reader.map('remind');
  const kind: TaskKind = {
    ...{ code, name: reader.text('name'), workingDays: reader.wholeNumber('workingDays', 0, 1000) },
    ...{ heldWith: permission(reader), byHand: reader.choice('byHand', ['true', 'false']) === 'true' },
    enterprise: reader.choice('enterprise', ['no', 'holds', 'settles']),
    evidence: reader.choice('evidence', ['optional', 'required']),
    ...{ opens: address(reader, 'opens', '/console/'), portalOpens: address(reader, 'portalOpens', '/portal/') },
    remind: {
      before: remind ? numbers(remind, 'before', 1, 250) : [],
      overdueEvery: remind?.wholeNumber('overdueEvery', 0, 250) ?? 0,
    },
    escalateAfter: reader.wholeNumber('escalateAfter', 1, 250),
  };
  remind?.done('before、overdueEvery');
  reader.done('name、workingDays、heldWith、byHand、enterprise、evidence、opens、portalOpens、remind、escalateAfter');
  return kind;
}

function readMessage(code: string, reader: MapReader): MessageKind {
  const right = reader.choice('seenWith', memberRightsOfMessages);
  const kind: MessageKind = {
    ...{ code, name: reader.text('name'), seenWith: `members.${right}` },
    channels: items(reader, 'channels').map((node) => {
      const channel = outsideChannels.find((one) => one === textOf(node));
      if (!channel) reader.source.fail(node, `“channels”的每一项应为 ${outsideChannels.join('、')} 之一`);
      return channel ?? 'letter';
    }),
    ...{ opens: address(reader, 'opens', '/console/'), portalOpens: address(reader, 'portalOpens', '/portal/') },
  };
  reader.done('name、seenWith、channels、opens、portalOpens');
  return kind;
}

/** The items of a list that may be empty. */
function items(reader: MapReader, key: string): Node[] {
  const node = reader.get(key);
  if (isSeq(node)) return node.items as Node[];
  reader.source.fail(node ?? reader.node, `“${key}”应是列表，没有的写 []`);
  return [];
}

const numbers = (reader: MapReader, key: string, least: number, most: number) =>
  items(reader, key).map((node) => {
    const value = Number(/^\d{1,6}$/.exec(textOf(node) ?? '')?.[0] ?? -1);
    if (value < least || value > most) reader.source.fail(node, `“${key}”的每一项应是 ${least} 至 ${most} 的整数`);
    return value;
  });

function permission(reader: MapReader): PermissionName {
  const text = reader.text('heldWith');
  const found = permissions.find((one) => one === text);
  if (!found) reader.source.fail(reader.place('heldWith'), `没有权限“${text}”，请核对拼写`);
  return found ?? 'desk.act';
}

function address(reader: MapReader, key: string, under: string): string | null {
  const text = reader.optionalText(key);
  if (text === null) return null;
  const plain = text.replaceAll(/\{(enterpriseId|objectId)\}/g, 'x');
  if (!plain.startsWith(under) || !/^\/[\w/?&=.-]*$/.test(plain))
    reader.source.fail(reader.place(key), `“${key}”应是 ${under} 下的一页，可含 {enterpriseId}、{objectId}`);
  return text;
}

/** The page a kind opens for this object; null where it has none, or needs an enterprise and there is none. */
export function pageOf(template: string | null, enterpriseId: string | null, objectId: string): string | null {
  if (template === null || (enterpriseId === null && template.includes('{enterpriseId}'))) return null;
  return template
    .replaceAll('{enterpriseId}', enterpriseId ?? '')
    .replaceAll('{objectId}', encodeURIComponent(objectId));
}
