const { TestEnvironment } = require('jest-environment-node');

/** Has the browser's pages say how they stood when a walk failed, before they are closed (see `told.ts`). */
module.exports = class TellingEnvironment extends TestEnvironment {
  async handleTestEvent({ name }) {
    if (name === 'test_fn_failure' || name === 'hook_failure') await this.global.tellHowPagesStand?.();
  }
};
