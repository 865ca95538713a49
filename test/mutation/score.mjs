// The score of a room (变异得分): of the changes its tests could notice, the share they did, with the changes judged to
// make no difference (judged-mutants.json) and without them.
//   node test/mutation/score.mjs access    of what reports/access.json keeps
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const read = (name) => JSON.parse(fs.readFileSync(path.join(here, name), 'utf8'));

/** Rooms whose protection is measured, with the score in percent that each must reach. */
export const goals = read('goals.json');
/** Tables are compared by the build, shapes of requests by the bad inputs; words are not behaviour. */
const leftOut = /(\/migrations\/|\/testing\/|\.spec\.ts$|\.dto\.ts$|\.module\.ts$|\/index\.ts$)/;

/** The room's files that are changed, and its suites. */
export function filesOf(room) {
  const sources = fs
    .readdirSync(path.join(root, 'libs', room, 'src'), { recursive: true })
    .map((name) => `libs/${room}/src/${name}`)
    .filter((file) => file.endsWith('.ts'))
    .sort();
  return {
    specs: sources.filter((file) => file.endsWith('.spec.ts')),
    changed: sources.filter((file) => !leftOut.test(file)),
  };
}

const short = (text) => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
};

/** How a change is known again after the file has moved: the line it begins on, what stood there, what stands there now. */
export function nameOf(source, { location: { start, end }, replacement }) {
  const lines = source.split('\n');
  const [first = '', ...rest] = lines.slice(start.line - 1, end.line);
  const was =
    start.line === end.line
      ? first.slice(start.column - 1, end.column - 1)
      : [first.slice(start.column - 1), ...rest.slice(0, -1), (rest.at(-1) ?? '').slice(0, end.column - 1)].join('\n');
  return { at: short(first), was: short(was), becomes: short(replacement ?? '') };
}

const judged = read('judged-mutants.json');
const isSame = (one, other) => one.at === other.at && one.was === other.was && one.becomes === other.becomes;

/** Why a change makes no difference that a test could see; undefined if nobody has judged so. */
export const judgement = (file, name) => (judged[file] ?? []).find((one) => isSame(one, name))?.why;

/**
 * Tells the scores of the files, what survived, and whether the goal of the room is reached.
 * @returns {boolean} whether it is, of the files that were measured
 */
export function tellScore(room, say = (line) => process.stdout.write(`${line}\n`)) {
  const file = path.join(here, 'reports', `${room}.json`);
  const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).files : {};
  const total = { noticed: 0, judged: 0, survived: 0 };
  const percent = ({ noticed, judged: apart, survived }, isApart) => {
    const all = noticed + survived + (isApart ? 0 : apart);
    return all === 0 ? '—' : ((100 * noticed) / all).toFixed(1);
  };
  const left = [];
  for (const name of filesOf(room).changed) {
    if (!report[name]) {
      left.push(name);
      continue;
    }
    const { source, mutants } = report[name];
    const found = { noticed: 0, judged: 0, survived: 0 };
    const survivors = [];
    const met = new Set();
    for (const mutant of mutants) {
      const named = nameOf(source, mutant);
      if (['Killed', 'Timeout'].includes(mutant.status)) found.noticed++;
      if (!['Survived', 'NoCoverage'].includes(mutant.status)) continue;
      const one = (judged[name] ?? []).find((each) => isSame(each, named));
      if (one) met.add(one);
      else survivors.push({ line: mutant.location.start.line, status: mutant.status, ...named });
      found[one ? 'judged' : 'survived']++;
    }
    for (const key of Object.keys(total)) total[key] += found[key];
    say(
      `${name}：${found.noticed}/${found.noticed + found.judged + found.survived} = ${percent(found)}%，不算改了也没有区别的 ${found.judged} 处 ${percent(found, true)}%`,
    );
    for (const { line, status, ...named } of survivors)
      say(`  ${line} ${status === 'NoCoverage' ? '没有测试经过' : '没有测试发现'} ${JSON.stringify(named)}`);
    for (const one of judged[name] ?? [])
      if (!met.has(one)) say(`  judged-mutants.json 里的一条对不上了，请删去或改写：${JSON.stringify(one)}`);
  }
  if (left.length > 0) say(`还没有量的：${left.join('、')}`);
  const reached = percent(total, true);
  say(
    `libs/${room}：${total.noticed}/${total.noticed + total.judged + total.survived} = ${percent(total)}%，不算改了也没有区别的 ${total.judged} 处 ${reached}%（目标 ${goals[room]}%）`,
  );
  return Number(reached) >= goals[room];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const room = process.argv[2];
  if (!(room in goals)) {
    process.stderr.write(`用法：node test/mutation/score.mjs ${Object.keys(goals).join(' | ')}\n`);
    process.exit(2);
  }
  process.exit(tellScore(room) ? 0 : 1);
}
