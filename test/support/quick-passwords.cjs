// In the build a password is hashed in ten milliseconds instead of a quarter of a second, of which there are hundreds.
// What is hashed, salted, kept and compared stays; that the kept cost is the full one is asserted (secrets.spec.ts), and
// the night hashes at it.
const crypto = require('node:crypto');

const isNight = process.env.TIDU_TEST_ROUNDS !== undefined;
const { scrypt } = crypto;

// the module is one for all suites of a process
if (!isNight && !scrypt.isQuick) {
  const quick = (password, salt, length, options, done) =>
    scrypt(password, salt, length, { ...options, N: Math.min(options.N, 4096), p: 1 }, done);
  crypto.scrypt = Object.assign(quick, { isQuick: true });
}
