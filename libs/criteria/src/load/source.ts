import { DomainError, type Problem } from '@tidu/kernel';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Pair, visit, type YAMLMap } from 'yaml';
import { ThresholdError } from '../threshold';

/** What a file may weigh; a standard has some ten kilobytes. */
const MAX_CHARACTERS = 500_000;

/** What the parser's own complaints mean, in words that say what to do. */
const YAML_FAULTS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: '同一个键写了两次，请删去一个',
  TAB_AS_INDENT: '缩进用了制表符，请改为空格',
  BAD_INDENT: '缩进不对，请与同级的行对齐',
  MISSING_CHAR: '缺少引号、逗号或空格',
  MULTIPLE_DOCS: '一个文件只能写一份文档，请删去“---”以后的部分',
  UNEXPECTED_TOKEN: '有多余或错位的符号',
  BLOCK_AS_IMPLICIT_KEY: '这一行与下一行的缩进对不上，请与同级的行对齐；文字里有冒号的请加引号',
  MULTILINE_IMPLICIT_KEY: '这一行与下一行连在了一起，请核对缩进和引号',
};

/**
 * One YAML file being read: where each node stands and what is wrong so far. Reading goes on after a problem, so that
 * one pass names them all. Every scalar stays the text that was written (`0.10`, `3%`, `true`), nothing is converted.
 */
export class Source {
  readonly problems: Problem[] = [];
  private readonly lines = new LineCounter();
  /** Nodes that came from another file, with the source of that file. */
  private readonly adopted = new WeakMap<object, Source>();

  constructor(
    readonly file: string,
    readonly code: string,
  ) {}

  /** Parses the text into its top map, or notes why not. */
  parse(text: string): YAMLMap | null {
    if (text.length > MAX_CHARACTERS) {
      this.fail(null, `文件超过 ${MAX_CHARACTERS} 个字符，请检查是否放错了文件`);
      return null;
    }
    try {
      const document = parseDocument(text, { schema: 'failsafe', lineCounter: this.lines, prettyErrors: false });
      for (const error of [...document.errors, ...document.warnings])
        this.failAt(
          error.pos[0],
          `${YAML_FAULTS[error.code] ?? 'YAML 写法有误，请核对缩进、冒号、引号和括号'}（${error.code}）`,
        );
      if (this.problems.length > 0) return null;
      if (isMap(document.contents)) return document.contents;
      this.fail(document.contents, '文件的最外层应是“键: 值”');
    } catch (error) {
      // the parser has no limit on nesting; its stack is the limit
      this.fail(null, error instanceof RangeError ? '嵌套太深，无法读取' : 'YAML 无法读取');
    }
    return null;
  }

  /** Takes in the nodes of another file, so that what is wrong with them is said with that file and line. */
  adopt(other: Source, top: YAMLMap): void {
    visit(top, (_, node) => {
      if (node !== null && typeof node === 'object') this.adopted.set(node, other);
    });
  }

  lineOf(node: Node | null | undefined): number {
    const home = node && this.adopted.get(node);
    if (home) return home.lineOf(node);
    const offset = node?.range?.[0];
    return offset === undefined ? 1 : this.lines.linePos(offset).line;
  }

  /** Notes a problem at a node: file, line, what is wrong and what to do. */
  fail(node: Node | null | undefined, message: string): void {
    this.note(this.lineOf(node), message, (node && this.adopted.get(node)?.file) || this.file);
  }

  private failAt(offset: number, message: string): void {
    this.note(this.lines.linePos(offset).line, message, this.file);
  }

  private note(row: number, message: string, file: string): void {
    this.problems.push({ where: { row }, code: this.code, message: `${file} 第 ${row} 行：${message}。` });
  }

  /** Runs a check that throws what is wrong; null after noting it. */
  attempt<T>(node: Node | null, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ThresholdError || error instanceof DomainError)) throw error;
      this.fail(node, error.message.replace(/。$/, ''));
      return null;
    }
  }

  /** Throws all problems as one error, if there are any. */
  throwIfBad(what: string): void {
    if (this.problems.length === 0) return;
    const list = this.problems.map((problem) => problem.message).join('\n');
    throw new DomainError('invalid', this.code, `${what}有 ${this.problems.length} 处错误：\n${list}`, this.problems);
  }
}

/** Reads the keys of one map; what nobody asked for is refused at the end by `done`. */
export class MapReader {
  private readonly asked = new Set<string>();

  constructor(
    readonly source: Source,
    readonly node: YAMLMap,
  ) {}

  private pair(key: string): Pair | undefined {
    this.asked.add(key);
    return this.node.items.find((item) => isScalar(item.key) && item.key.value === key);
  }

  /** Whether the key is there; it still counts as unread. */
  has(key: string): boolean {
    return this.node.items.some((item) => isScalar(item.key) && item.key.value === key);
  }

  /** The value of a key, null when the key is absent. An alias (`*x`) is refused: a reader must not have to look it up. */
  get(key: string): Node | null {
    return (this.pair(key)?.value as Node | null | undefined) ?? null;
  }

  /** Where a fault of a key is shown: its value, or the map that lacks it. */
  place(key: string): Node {
    return this.get(key) ?? this.node;
  }

  keyNode(key: string): Node | null {
    return (this.pair(key)?.key as Node | null | undefined) ?? this.node;
  }

  /** The text of a key; noted and empty when absent or not a plain text. */
  text(key: string): string {
    const node = this.get(key);
    const text = textOf(node);
    if (text === null || text === '') this.source.fail(this.place(key), `缺少“${key}”，请填写`);
    return text ?? '';
  }

  optionalText(key: string): string | null {
    return this.has(key) ? this.text(key) : null;
  }

  /** The text of a key that must be one of a closed list. */
  choice<T extends string>(key: string, choices: readonly T[], fallback?: T): T {
    if (!this.has(key) && fallback !== undefined) return fallback;
    const text = this.text(key);
    const found = choices.find((choice) => choice === text);
    if (found === undefined && text !== '')
      this.source.fail(this.place(key), `“${key}”应为 ${choices.join('、')} 之一，现在是“${text}”`);
    return found ?? (choices[0] as T);
  }

  /** A whole number from `least` to `most`; noted, and `least`, when it is none. */
  wholeNumber(key: string, least: number, most: number): number {
    const text = textOf(this.get(key)) ?? '';
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    const now = text === '' ? '' : `，现在是“${text}”`;
    this.source.fail(this.place(key), `${this.absent(key)}“${key}”应是 ${least} 至 ${most} 的整数${now}`);
    return least;
  }

  /** The whole numbers below `group`, each from … to …, and nothing beside them. */
  wholeNumbers<K extends string>(group: string, limits: Record<K, readonly [number, number]>): Record<K, number> {
    const reader = this.map(group);
    const found = Object.entries<readonly [number, number]>(limits).map(([key, [least, most]]) => [
      key,
      reader?.wholeNumber(key, least, most) ?? least,
    ]);
    reader?.done(Object.keys(limits).join('、'));
    return Object.fromEntries(found) as Record<K, number>;
  }

  /** The items of a list; noted and empty when it is none. */
  list(key: string): Node[] {
    const node = this.get(key);
    if (isSeq(node) && node.items.length > 0) return node.items as Node[];
    this.source.fail(this.place(key), `${this.absent(key)}“${key}”应是至少有一项的列表`);
    return [];
  }

  /** The map below a key; noted and null when it is none. */
  map(key: string): MapReader | null {
    const node = this.get(key);
    if (isMap(node)) return new MapReader(this.source, node);
    this.source.fail(this.place(key), `${this.absent(key)}“${key}”应是“键: 值”的内容`);
    return null;
  }

  /** What is said first of a key that isn't there. */
  private absent(key: string): string {
    return this.has(key) ? '' : `缺少“${key}”，请填写；`;
  }

  /** All keys with their values, for maps whose keys are data. */
  entries(): { key: string; keyNode: Node; value: Node | null }[] {
    return this.node.items.map((item) => {
      const key = isScalar(item.key) && typeof item.key.value === 'string' ? item.key.value : '';
      this.asked.add(key);
      return { key, keyNode: item.key as Node, value: item.value as Node | null };
    });
  }

  /** Refuses every key that was not read: a misspelt word would otherwise be a rule that silently isn't there. */
  done(allowed?: string): void {
    for (const item of this.node.items) {
      const key = isScalar(item.key) ? String(item.key.value) : '';
      if (this.asked.has(key)) continue;
      const hint = allowed === undefined ? '请核对拼写或删去' : `这里可用 ${allowed}`;
      this.source.fail(item.key as Node, `不认识“${key}”，${hint}`);
    }
  }
}

/** The text of a scalar, null for anything else. */
export function textOf(node: Node | null | undefined): string | null {
  return isScalar(node) && typeof node.value === 'string' ? node.value.trim() : null;
}
