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

class KeptRunner {
  static inject = tokens(commonTokens.logger);
  #suites;
  #times = new Map();
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
      this.#times.set(test.id, Date.now() - began);
      passed.push({ test, timeSpentMs: Date.now() - began });
    }
    // a copy: the code goes on counting, and what the second round reaches belongs to no test
    const coverage = structuredClone(state.mutantCoverage ?? { static: {}, perTest: {} });
    // what runs at loading and in a test is tried by the test alone; Stryker would begin a process for each such change
    for (const reached of Object.values(coverage.perTest))
      for (const id of Object.keys(reached)) delete coverage.static[id];
    const tests = [];
    for (const { test, timeSpentMs } of passed) {
      if ((await this.#suites.run(test)) === null)
        tests.push({ id: test.id, name: test.id, timeSpentMs, status: TestStatus.Success });
      else {
        this.logger.info('left out, because it passes only once on a database: %s', test.id);
        delete coverage.perTest[test.id];
        await this.#suites.close(test.suite.line[0].name);
      }
    }
    return { status: DryRunStatus.Complete, tests, mutantCoverage: coverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    if (isJudged(activeMutant)) return { status: MutantRunStatus.Survived, nrOfTests: 0 };
    const wanted = new Set(testFilter);
    const costOf = ({ id }) => (this.#times.get(id) ?? 0) / (1 + (this.#noticed.get(id) ?? 0));
    const tests = this.#suites.tests
      .filter(({ id }) => testFilter === undefined || wanted.has(id))
      .sort((a, b) => costOf(a) - costOf(b));
    for (const [i, test] of tests.entries()) {
      const began = Date.now();
      let error = await this.#with(activeMutant.id, hitLimit, test);
      if (!error) {
        this.#times.set(test.id, Date.now() - began);
        continue;
      }
      if (await this.#suites.run(test)) {
        // something was left behind: once more on a fresh database, with the change and without
        const file = test.suite.line[0].name;
        await this.#suites.close(file);
        if (await this.#suites.run(test)) continue; // it needs what other tests do before it
        error = await this.#with(activeMutant.id, hitLimit, test);
        await this.#suites.close(file);
        if (!error) continue;
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

  async #with(id, hitLimit, test) {
    const state = (globalThis.__stryker__ ??= {});
    Object.assign(state, { activeMutant: id, hitCount: hitLimit === undefined ? undefined : 0, hitLimit });
    try {
      return await this.#suites.run(test, 5_000 + 5 * (this.#times.get(test.id) ?? 0));
    } finally {
      Object.assign(state, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
    }
  }

  async dispose() {
    await this.#suites?.close();
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'kept', KeptRunner)];
