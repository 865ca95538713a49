/** The frame of a measure: what a form can hold of its text. */
export interface Frame {
  name: string;
  number: string;
  document: string;
  issuer: string;
  from: string;
  to: string;
}

const flow = (line: RegExp) => new RegExp(`^${line.source}:[ ]*\\{([^\\n]*)\\}[ ]*$`, 'm');
const source = flow(/source/);
const validity = flow(/validity/);
const name = /^name:[ ]*([^\n]*)$/m;

/** Reads the frame out of a text; what isn't there, or is written over several lines, is empty. */
export function readFrame(text: string): Frame {
  const [of, days] = [parts(source.exec(text)?.[1]), parts(validity.exec(text)?.[1])];
  return {
    ...{ name: (name.exec(text)?.[1] ?? '').trim(), number: of['number'] ?? '', document: of['name'] ?? '' },
    ...{ issuer: of['issuer'] ?? '', from: days['from'] ?? '', to: days['to'] ?? '' },
  };
}

/** The text with another frame; everything else stays as it is written. */
export function writeFrame(text: string, frame: Frame): string {
  const of = { ...parts(source.exec(text)?.[1]), number: frame.number, name: frame.document, issuer: frame.issuer };
  const days = { from: frame.from, ...(frame.to && { to: frame.to }) };
  return text
    .replace(name, () => `name: ${plain(frame.name)}`)
    .replace(source, () => `source: { ${written(of)} }`)
    .replace(validity, () => `validity: { ${written(days)} }`);
}

function parts(inner: string | undefined): Record<string, string> {
  const found = (inner ?? '').matchAll(/(\w+):[ ]*("(?:[^"\\]|\\.)*"|[^,]*)(?:,|$)/g);
  return Object.fromEntries([...found].map(([, key = '', value = '']) => [key, unquoted(value.trim())]));
}

const unquoted = (value: string): string =>
  value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;

const written = (all: Record<string, string>): string =>
  Object.entries(all).map(([key, value]) => `${key}: ${plain(value)}`).join(', '); // prettier-ignore

/** In quotes where the text would be read as something else. */
const plain = (value: string): string =>
  /^[\s]|[,:#{}[\]"'&*!|>%@`]|[\s]$/.test(value) ? `"${value.replace(/(["\\])/g, '\\$1')}"` : value;
