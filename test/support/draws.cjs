// The build draws the same cases each time, so that one commit is judged alike by whoever builds it; the night draws
// new ones, and says from what. `SEED=` of a failed run draws its cases again.
const fc = require('fast-check');

const { SEED, TIDU_TEST_ROUNDS } = process.env;
if (SEED !== undefined) fc.configureGlobal({ seed: Number(SEED) });
else if (TIDU_TEST_ROUNDS === undefined) fc.configureGlobal({ seed: 1 });
