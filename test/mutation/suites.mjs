// The few words of jest that our suites use, over tests that are kept and can be run again and again: modules are loaded
// once, and what a suite sets up (a database, the doors) stands until it is closed.
import { format } from 'node:util';

/** Longest a test or hook may take, in ms. */
const patience = 60_000;

class Suite {
  hooks = { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] };
  opened = false;

  constructor(name, parent) {
    Object.assign(this, { name, parent });
  }

  get line() {
    return this.parent ? [...this.parent.line, this] : [this];
  }
}

const within = (work, longest = patience) => {
  let timer;
  const late = new Promise((_, fail) => (timer = setTimeout(() => fail(new Error('took too long')), longest)));
  return Promise.race([Promise.resolve().then(work), late]).finally(() => clearTimeout(timer));
};

export class Suites {
  tests = [];
  #current;

  /** Puts the words where the files look for them; `load(file)` then collects its tests. */
  constructor({ expect, spyOn }, load) {
    const each = (declare) => (table) => (name, work) => {
      for (const row of table) {
        const values = Array.isArray(row) ? row : [row];
        declare(format(name, ...values.slice(0, (name.match(/%[a-z]/g) ?? []).length)), () => work(...values));
      }
    };
    const it = (name, work) => this.#test(name, work);
    const describe = (name, work) => {
      const outer = this.#current;
      this.#current = new Suite(name, outer);
      work();
      this.#current = outer;
    };
    const hooks = Object.fromEntries(
      ['beforeAll', 'afterAll', 'beforeEach', 'afterEach'].map((kind) => [
        kind,
        (work) => this.#current.hooks[kind].push(work),
      ]),
    );
    it.each = each(it);
    describe.each = each(describe);
    const jest = { spyOn, setTimeout: () => undefined }; // patience is this file's
    Object.assign(globalThis, { it, test: it, describe, expect, jest, ...hooks });
    this.load = (file) => {
      this.#current = new Suite(file);
      load(file);
    };
  }

  #test(name, work) {
    const suite = this.#current;
    this.tests.push({ id: [...suite.line.map((one) => one.name), name].join(' › '), suite, work });
  }

  /** Sets up what the test stands on, unless it stands. */
  async open({ suite }) {
    for (const one of suite.line)
      if (!one.opened) {
        one.opened = true;
        for (const hook of one.hooks.beforeAll) await within(hook);
      }
  }

  /** Null where the test passed, else why not; a test may take `longest` ms. */
  async run({ suite, work }, longest = patience) {
    try {
      await this.open({ suite });
      for (const one of suite.line) for (const hook of one.hooks.beforeEach) await within(hook);
      await within(work, longest);
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    } finally {
      for (const one of suite.line.reverse())
        for (const hook of one.hooks.afterEach) await within(hook).catch(() => undefined);
    }
  }

  /** Ends what the suites of one file, or of all, have set up; the next test begins anew. */
  async close(file) {
    const suites = [...new Set(this.tests.flatMap(({ suite }) => suite.line.reverse()))];
    for (const suite of suites) {
      if (!suite.opened || (file !== undefined && suite.line[0].name !== file)) continue;
      suite.opened = false;
      for (const hook of suite.hooks.afterAll) await within(hook).catch(() => undefined);
    }
  }
}
