const Sequencer = require('@jest/test-sequencer').default;

/** The rooms that take longest, in this order: what begins last must not be what ends long after everything else. */
const longest = ['access', 'register', 'matrix', 'recognition', 'results', 'criteria'];

const rankOf = ({ path }) => {
  const room = /test\/rooms\/(\w+)\.spec\.ts$/.exec(path)?.[1];
  return room !== undefined && longest.includes(room) ? longest.indexOf(room) : longest.length;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rankOf(one) - rankOf(other));
  }
};
