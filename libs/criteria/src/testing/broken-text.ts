import type { TextWay } from './broken';

const indent = (line: string): string => /^[ ]*/.exec(line)?.[0] ?? '';
/** `  key: some text`, neither the start of an item nor of a flow. */
const isPlain = (line: string): boolean => /^ *[a-zA-Z][\w-]*: [^[{'"|>\s]/.test(line);
const withValue = (line: string, value: string): string => line.replace(/: .*$/, `: ${value}`);

/** Changes after which the text is no longer YAML, or more than one document. */
export const TEXT_WAYS: readonly TextWay[] = [
  { name: 'a bracket from nowhere', where: () => true, make: (line) => `]\n${line}` },
  { name: 'a second document', where: (line) => /^\w/.test(line), make: (line) => `---\n${line}`, orLater: true },
  { name: 'a quote that never ends', where: isPlain, make: (line) => withValue(line, '"未完'), orLater: true },
  { name: 'a list that never ends', where: isPlain, make: (line) => withValue(line, '[未完'), orLater: true },
  { name: 'keys that never end', where: isPlain, make: (line) => withValue(line, '{ a: 1'), orLater: true },
  { name: 'a reference to nothing', where: isPlain, make: (line) => withValue(line, '*nothing') },
  { name: 'two colons', where: isPlain, make: (line) => withValue(line, '甲: 乙: 丙') },
  {
    name: 'a line one space too far in',
    where: (line, before) => isPlain(line) && isPlain(before) && indent(line) === indent(before),
    make: (line) => ` ${line}`,
    orBefore: true,
  },
  {
    name: 'a line one space too far out',
    where: (line, before) => isPlain(line) && isPlain(before) && indent(line) === indent(before) && indent(line) !== '',
    make: (line) => line.slice(1),
  },
  {
    name: 'a tab for spaces',
    where: (line, before) => isPlain(line) && isPlain(before) && indent(line) === indent(before) && indent(line) !== '',
    make: (line) => `\t${line.trimStart()}`,
  },
];
