/** Records of one relation to the actor: what the addresses and bodies of operations name, by a word of its own. */
export type Records = Readonly<Record<string, string>>;

/** What an operation names: an enterprise's record, something that belongs to a person, or nothing of either. */
export type Of = 'enterprise' | 'person' | 'nothing';

/** One operation of the interface, as this matrix expects it: one row for each, written by hand. */
export interface Operation {
  /** `METHOD /address/{parameter}`, as in the OpenAPI document. */
  name: string;
  /** The permission it must wear. */
  permission: string;
  of: Of;
  /** Which of the records each parameter of the address names; a text with `=` is given as it stands. */
  path: Readonly<Record<string, string>>;
  query: string;
  /** A body that the validation accepts. */
  body?: (records: Records) => object;
  /** A file goes along (multipart/form-data). */
  file?: { name: string; content: string | Buffer };
  /** Whether it asks for the version (If-Match). */
  version: boolean;
  /** Whether it asks for a fresh proof of who one is, whatever its permission. */
  fresh: boolean;
  /** Whether it names the enterprise's twin too, which lies in the same region and in no zone. */
  twin: boolean;
  /** Whether its readers see the acts of everybody, whatever they were about. */
  ofAll: boolean;
  /** Whether it can succeed once only: from then on the record counts as gone. */
  once: boolean;
  /** What a change leaves in the trail; a reading of open data, or a rehearsal in memory, says why it leaves nothing. */
  trail: string | { none: string } | null;
}

type Given = Partial<Omit<Operation, 'name' | 'permission'>>;

const plain = {
  ...({ of: 'nothing', path: {}, query: '', trail: null } as const),
  ...{ version: false, fresh: false, twin: false, ofAll: false, once: false },
};

export function operation(name: string, permission: string, given: Given = {}): Operation {
  return { name, permission, ...plain, ...given };
}

/** An operation on an enterprise's record: `{id}` is the enterprise, unless said otherwise. */
export function ofEnterprise(name: string, permission: string, given: Given = {}): Operation {
  return operation(name, permission, { of: 'enterprise', ...given, path: { id: 'enterprise', ...given.path } });
}

/** The address of an operation for these records. */
export function addressOf({ name, path, query }: Operation, records: Records): string {
  const [, template = ''] = name.split(' ');
  const filled = template.replace(/\{(\w+)\}/g, (_, parameter: string) => {
    const word = path[parameter] ?? parameter;
    const value = word.startsWith('=') ? word.slice(1) : records[word];
    if (value === undefined) throw new Error(`${name}: no record “${word}”`);
    return encodeURIComponent(value);
  });
  return filled + (query && `?${query}`);
}
