import {
  type CaseGap,
  caseGaps,
  checkEntry,
  checkRelease,
  collisions,
  differenceText,
  diffStandards,
  type FactDictionary,
  isProvisional,
  loadStandard,
  partsOf,
  type Period,
  type ReadStandard,
  type Release,
  type ReleaseTexts,
  type StandardDocument,
} from '@tidu/criteria';
import { DomainError, systemClock, today } from '@tidu/kernel';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Application } from '../application';
import { readUtf8 } from '../read-utf8';
import { projectRoot } from '../root';
import { baseBeside, listSeedStandards, loadSeedDictionary } from '../seeds';

const USAGE = `用法：
  npx tidu standards check [FILE…]       检查标准及其用例、变更记录（不写文件名则检查随附的全部标准；不用数据库）
  npx tidu standards show ID[@VERSION]   登记簿里一个标准的条款、门槛与历次发布
  npx tidu standards diff A [B]          逐条比较；A、B 为文件或 ID@VERSION，只写一个文件则与在用的版本比较
  npx tidu standards publish FILE        发布（旁边须有 <名称>.cases.yaml；全部用例通过、变更记录属实才能发布）
  npx tidu standards activate ID VERSION [--from 2027-01-01]   启用一个已发布的版本
  退出码：0 完成，1 有问题（逐条列出），2 命令写法不对。
`;

const wrongCall = (message: string): number => {
  process.stderr.write(`tidu standards：${message}\n${USAGE}`);
  return 2;
};
const say = (...lines: string[]) => process.stdout.write(lines.map((line) => `${line}\n`).join(''));

/** `tidu standards …`: what an official does with standards, from checking a file to putting a version to use. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { from: { type: 'string' } }, allowPositionals: true });
  const [what, ...rest] = positionals;
  const [first, second] = rest;
  if (values.from !== undefined && what !== 'activate') return wrongCall('--from 只用于 activate。');
  if (what === 'check') return checkFiles(rest);
  if (what === 'show' && first !== undefined && rest.length === 1) return withApplication((app) => show(app, first));
  if (what === 'diff' && first !== undefined && rest.length <= 2) return diff(first, second);
  if (what === 'publish' && first !== undefined && rest.length === 1) return publish(first);
  if (what === 'activate' && first !== undefined && second !== undefined && rest.length === 2) {
    if (!/^[1-9]\d{0,3}$/.test(second)) return wrongCall(`版本应为整数，现在是“${second}”。`);
    return withApplication((app) => activate(app, first, Number(second), values.from));
  }
  return wrongCall(what === undefined ? '请说明要做什么。' : `写法不对：${positionals.join(' ')}`);
}

/** A standard and the cases beside it, as files. @throws DomainError when there is no such file, or it isn't UTF-8. */
function readTexts(file: string): ReleaseTexts {
  const casesFile = file.replace(/(\.ya?ml)?$/, '.cases.yaml');
  const cases = fs.existsSync(casesFile) ? readUtf8(casesFile) : null;
  return { standard: readUtf8(file), file: path.basename(file), cases, casesFile: path.basename(casesFile) };
}

/** Reads a file; a supplement finds what it changes beside it, or among the shipped standards. */
function readerOf(file: string): ReadStandard {
  const baseOf = baseBeside(path.dirname(path.resolve(file)));
  return (text, dictionary, name) => loadStandard(text, dictionary, name, baseOf);
}

const readRelease = (file: string, dictionary: FactDictionary): Release =>
  readerOf(file)(readUtf8(file), dictionary, path.basename(file));

function checkFiles(files: string[]): number {
  const root = projectRoot();
  const dictionary = loadSeedDictionary(root);
  const shipped = () => listSeedStandards(root).map((id) => path.join(root, 'seeds/standards', `${id}.yaml`));
  const releases: Release[] = [];
  let bad = 0;
  for (const file of files.length > 0 ? files : shipped()) {
    const texts = readTexts(file);
    const { release, problems, casesTotal } = checkRelease(texts, dictionary, undefined, readerOf(file));
    if (problems.length > 0) bad++;
    if (release) releases.push(release);
    const name = release ? `${release.id} 第 ${release.version} 版` : path.basename(file);
    say(problems.length > 0 ? `✗ ${name}：${problems.length} 处问题` : `✓ ${name}：${casesTotal} 个用例全部通过`);
    for (const { message } of problems) say(`  · ${message}`);
    const { cases, casesFile } = texts;
    if (release && cases !== null && problems.length === 0)
      sayGaps(caseGaps(release, dictionary, cases, casesFile), casesFile);
  }
  const colliding = collisions(releases.map(({ document }) => document));
  for (const { message } of colliding) say(`✗ ${message}`);
  return bad > 0 || colliding.length > 0 ? 1 : 0;
}

/** What the cases leave unshown stands in no way, but whoever writes them wants to know. */
function sayGaps(gaps: readonly CaseGap[], casesFile: string): void {
  if (gaps.length === 0) return;
  say(`  提示：${casesFile} 还有 ${gaps.length} 处没有用例（不妨碍发布）：`);
  for (const { clause, message } of gaps) say(`    - ${clause === '' ? '' : `${clause} `}${message}`);
}

/** Runs one act over the register, in the name of the officer at this machine. */
async function withApplication(work: (app: Application) => Promise<number>): Promise<number> {
  const { openApplication } = await import('../application');
  const app = await openApplication('standards');
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

async function services(app: Application) {
  const { ReferenceService } = await import('@tidu/reference');
  const { ReleasesService, StandardsService, reviewWords } = await import('@tidu/scoring');
  return {
    dictionary: await app.context.get(ReferenceService).dictionary(),
    releases: app.context.get(ReleasesService),
    standards: app.context.get(StandardsService),
    reviewWords,
  };
}

const STATES = { active: '在用', planned: '已定启用日', waiting: '待启用', past: '未用' } as const;

async function show(app: Application, name: string): Promise<number> {
  const { dictionary, releases, standards, reviewWords } = await services(app);
  const [id = '', version] = name.split('@');
  const standard = version === undefined ? await standards.activeOrNewest(id) : await standards.version(id, versionOf(version)); // prettier-ignore
  const { document } = standard.evaluator.release;
  const { number, issuer } = document.source;
  const period = (one?: Period) => (one ? `${one.from ?? '起始未定'} 至 ${one.to ?? '今'}（把握 ${one.confidence}）` : '不适用'); // prettier-ignore
  const past = isProvisional(document, today(systemClock)) ? '，已过复审日，评价结果为暂定' : '';
  say(
    `${document.name}（${id} 第 ${standard.version} 版，校验值 ${standard.hash}）`,
    `依据 ${number} ${issuer}；地区 ${document.region}；新申报 ${period(document.periods.application)}；复核 ${period(document.periods.renewal)}`,
    ...(document.extends ? [`补充 ${document.extends.id} 第 ${document.extends.version} 版，改动 ${document.extends.overrides.join('、')}`] : []), // prettier-ignore
    ...(document.reviewBy === undefined ? [] : [`复审日 ${document.reviewBy}${past}`]),
    ...(document.note === '' ? [] : [`说明 ${document.note}`]),
    ...Object.values(document.parameters ?? {}).map(({ label, value, date, source, confidence }) => `参数 ${label}：${value}（${date === undefined ? '' : `${date}，`}${source}，把握 ${confidence}）`), // prettier-ignore
    '',
  );
  for (const [clause, { wording, demands }] of partsOf(document, dictionary)) {
    if (wording.article === '') continue;
    say(`${wording.label}（${clause}，${wording.article}，把握 ${wording.confidence}）`);
    for (const demand of demands)
      if (demand.clause === undefined && demand.key !== 'category') say(`  ${demand.subject}：${demand.value}`);
  }
  say('', '历次发布：');
  for (const release of await releases.list(id)) {
    const { state, fromDay, publishedByName, publishedAt, casesTotal } = release;
    const since = fromDay === null ? '' : `，自 ${fromDay} 起`;
    say(
      `  第 ${release.version} 版 ${STATES[state]}${since}；${publishedByName} 发布于 ${localTime(publishedAt)}，${casesTotal} 个用例`,
    );
  }
  say(reviewWords(await releases.twoPersons(app.person)));
  return 0;
}

/** An instant in the district's time, to the minute. */
const localTime = (at: Date): string =>
  at.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'short' });

function versionOf(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new DomainError('invalid', 'CLI.BAD_VERSION', `“${text}”不是版本，请写成 编号@2 的形式。`);
}

const isRelease = (name: string): boolean => !fs.existsSync(name) && /^[a-z0-9-]+@[^/]+$/.test(name);

async function diff(a: string, b: string | undefined): Promise<number> {
  if (b !== undefined && !isRelease(a) && !isRelease(b)) {
    const dictionary = loadSeedDictionary(projectRoot());
    const [before, after] = [a, b].map((file) => readRelease(file, dictionary));
    return sayDifferences(before, after, dictionary);
  }
  if (b === undefined && isRelease(a)) return wrongCall('比较发布版时请写两个，如 diff 编号@1 编号@2。');
  return withApplication(async (app) => {
    const { dictionary, standards } = await services(app);
    const read = async (name: string): Promise<Release> => {
      if (!isRelease(name)) return readRelease(name, dictionary);
      const [id = '', version = ''] = name.split('@');
      return (await standards.version(id, versionOf(version))).evaluator.release;
    };
    if (b !== undefined) return sayDifferences(await read(a), await read(b), dictionary);
    const after = await read(a);
    return sayDifferences((await standards.activeRelease(after.id)).evaluator.release, after, dictionary);
  });
}

function sayDifferences(before: Release | undefined, after: Release | undefined, dictionary: FactDictionary): number {
  if (!before || !after) return 2;
  const name = ({ id, version }: Pick<StandardDocument, 'id' | 'version'>) => `${id} 第 ${version} 版`;
  const differences = diffStandards(before.document, after.document, dictionary);
  say(`${name(before)} → ${name(after)}：${differences.length === 0 ? '没有不同' : `${differences.length} 处不同`}`);
  for (const difference of differences) say(...differenceText(difference));
  for (const { message } of checkEntry(after.document)) say(message);
  return 0;
}

async function publish(file: string): Promise<number> {
  const texts = readTexts(file);
  return withApplication(async (app) => {
    const { releases, reviewWords } = await services(app);
    const { standardId, version, hash, casesTotal } = await releases.publish(app.person, texts);
    say(
      `已发布 ${standardId} 第 ${version} 版（${casesTotal} 个用例全部通过，校验值 ${hash}）。`,
      `还没有启用。启用：npx tidu standards activate ${standardId} ${version}`,
      reviewWords(await releases.twoPersons(app.person)),
    );
    return 0;
  });
}

async function activate(app: Application, id: string, version: number, fromDay: string | undefined): Promise<number> {
  const { releases } = await services(app);
  const planned = (await releases.list(id)).filter(({ state }) => state === 'planned');
  const release = await releases.activate(app.person, id, version, fromDay === undefined ? {} : { fromDay });
  const left = new Set((await releases.list(id)).filter(({ state }) => state === 'planned').map((one) => one.version));
  say(
    `${id} 第 ${version} 版${release.state === 'active' ? '已启用' : '已定启用'}，自 ${release.fromDay ?? ''} 起；以前的评价结果不变。`,
    ...planned
      .filter((one) => one.version !== version && !left.has(one.version))
      .map((one) => `原定自 ${one.fromDay ?? ''} 起启用的第 ${one.version} 版不再启用。`),
  );
  return 0;
}
