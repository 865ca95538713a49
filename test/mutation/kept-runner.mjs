// Stryker's test runner for suites with a database. Jest would load the whole house and clone a database for every
// change, seven seconds each; here both are kept, and a change costs the tests that notice it. That a test can be run
// again on the same database is tried before the first change; that a failure is the change's, and not a leftover's, is
// tried after each: without the change the same test must pass, if need be on a fresh database, or it proves nothing.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { declareClassPlugin, PluginKind, tokens, commonTokens } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';
import { judgement, nameOf } from './score.mjs';
import { Suites } from './suites.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { loadTypeScript } = createRequire(import.meta.url)('../support/load-typescript.cjs');

/** Passwords are hashed a hundredfold faster: what is hashed, salted and compared stays, no test can see the cost. */
function hashQuickly(load) {
  const crypto = load('node:crypto');
  const { scrypt } = crypto;
  crypto.scrypt = (password, salt, length, options, done) =>
    scrypt(password, salt, length, { ...options, N: 256, p: 1 }, done);
}

/** What was judged to make no difference isn't tried. */
function isJudged({ fileName, location: { start, end }, replacement }) {
  const file = path.relative(root, fileName);
  const from1 = ({ line, column }) => ({ line: line + 1, column: column + 1 });
  const source = fs.readFileSync(path.join(root, file), 'utf8');
  return (
    judgement(file, nameOf(source, { location: { start: from1(start), end: from1(end) }, replacement })) !== undefined
  );
}

/** What one process learned of the tests and the next must know: it stands in the copy that Stryker works on. */
const known = {
  file: '.kept-runner.json',
  /** How long each took, in ms, and whether it passes alone on a fresh database. */
  times: {},
  alone: {},
  /** The test that the next process is to try alone. */
  ask: null,
  read() {
    if (fs.existsSync(this.file)) Object.assign(this, JSON.parse(fs.readFileSync(this.file, 'utf8')));
  },
  write(changed) {
    Object.assign(this, changed);
    const { times, alone, ask } = this;
    fs.writeFileSync(this.file, JSON.stringify({ times, alone, ask }));
  },
};

/** How long a test may take, in ms, that didn't need as long without a change. */
const patienceFor = ({ id }) => 5_000 + 5 * (known.times[id] ?? 0);

class KeptRunner {
  static inject = tokens(commonTokens.logger);
  #suites;
  /** A change left something behind that outlives its test, such as a turn that is never given back. */
  #isSpoiled = false;
  /** How many changes each test has noticed: what noticed the last one often notices the next. */
  #noticed = new Map();

  constructor(logger) {
    this.logger = logger;
  }

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    const copy = process.cwd();
    const load = await loadTypeScript(copy);
    hashQuickly(load);
    process.on('unhandledRejection', () => undefined); // a change may leave any promise behind
    const words = { expect: load('expect').expect, spyOn: load('jest-mock').spyOn };
    this.#suites = new Suites(words, (file) => load(path.join(copy, file)));
    for (const file of process.env.MUTATION_SPECS.split(',')) this.#suites.load(file);
    known.read();
  }

  async dryRun() {
    const state = (globalThis.__stryker__ ??= {});
    const passed = [];
    for (const test of this.#suites.tests) {
      state.currentTestId = test.id;
      const began = Date.now();
      const error = await this.#suites.run(test);
      state.currentTestId = undefined;
      if (error) return { status: DryRunStatus.Error, errorMessage: `${test.id}: ${error.stack}` };
      passed.push({ test, timeSpentMs: Date.now() - began });
    }
    known.write({ times: Object.fromEntries(passed.map(({ test, timeSpentMs }) => [test.id, timeSpentMs])) });
    // a copy: the code goes on counting, and what the second round reaches belongs to no test
    const coverage = structuredClone(state.mutantCoverage ?? { static: {}, perTest: {} });
    // what runs at loading and in a test is tried by the test alone; Stryker would begin a process for each such change
    for (const reached of Object.values(coverage.perTest))
      for (const id of Object.keys(reached)) delete coverage.static[id];
    const tests = [];
    const closed = new Set();
    for (const { test, timeSpentMs } of passed) {
      const file = test.suite.line[0].name;
      let error = await this.#suites.run(test);
      if (!error && closed.has(file)) error = await this.#suites.run(test); // that was the first time on this database
      if (!error) tests.push({ id: test.id, name: test.id, timeSpentMs, status: TestStatus.Success });
      else {
        this.logger.info('left out, because it passes only once on a database: %s', test.id);
        delete coverage.perTest[test.id];
        closed.add(file);
        await this.#suites.close(file);
      }
    }
    return { status: DryRunStatus.Complete, tests, mutantCoverage: coverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    if (isJudged(activeMutant)) return { status: MutantRunStatus.Survived, nrOfTests: 0 };
    // Stryker begins another process and tries the change there
    if (this.#isSpoiled) throw new Error('this process is spoiled');
    await this.#learn();
    const wanted = new Set(testFilter);
    const costOf = ({ id }) => (known.times[id] ?? 0) / (1 + (this.#noticed.get(id) ?? 0));
    const tests = this.#suites.tests
      .filter(({ id }) => testFilter === undefined || wanted.has(id))
      .sort((a, b) => costOf(a) - costOf(b));
    for (const [i, test] of tests.entries()) {
      const began = Date.now();
      let error = await this.#with(activeMutant.id, hitLimit, test);
      if (!error) {
        known.times[test.id] = Date.now() - began;
        continue;
      }
      if (await this.#suites.run(test, patienceFor(test))) {
        // something was left behind: once more without the change and with it, each on a fresh database
        const file = test.suite.line[0].name;
        await this.#suites.close(file);
        if ((await this.#suites.run(test, patienceFor(test))) === null) {
          await this.#suites.close(file);
          await this.#suites.open(test);
          error = await this.#with(activeMutant.id, hitLimit, test);
          await this.#suites.close(file);
          if (!error) continue;
        } else if (known.alone[test.id] === false) {
          continue; // it needs what other tests do before it
        } else {
          this.#isSpoiled = true;
          if (known.alone[test.id] === undefined) {
            known.write({ ask: test.id });
            throw new Error(`to be tried alone: ${test.id}`);
          }
        }
      }
      this.#noticed.set(test.id, 1 + (this.#noticed.get(test.id) ?? 0));
      if (/^Stryker: Hit count limit reached/.test(error.message)) return { status: MutantRunStatus.Timeout };
      return {
        status: MutantRunStatus.Killed,
        killedBy: [test.id],
        failureMessage: error.message.slice(0, 300),
        nrOfTests: i + 1,
      };
    }
    return { status: MutantRunStatus.Survived, nrOfTests: tests.length };
  }

  /** Tries alone what the process before could not, being spoiled. */
  async #learn() {
    const test = this.#suites.tests.find(({ id }) => id === known.ask);
    if (!test) return;
    const isAlone = (await this.#suites.run(test)) === null;
    await this.#suites.close(test.suite.line[0].name);
    known.write({ alone: { ...known.alone, [test.id]: isAlone }, ask: null });
  }

  async #with(id, hitLimit, test) {
    const state = (globalThis.__stryker__ ??= {});
    Object.assign(state, { activeMutant: id, hitCount: hitLimit === undefined ? undefined : 0, hitLimit });
    try {
      return await this.#suites.run(test, patienceFor(test));
    } finally {
      Object.assign(state, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
    }
  }

  async dispose() {
    await this.#suites?.close();
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'kept', KeptRunner)];
