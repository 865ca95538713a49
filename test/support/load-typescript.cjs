// Lets plain Node load the sources as jest would: same compiler, same options.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

/** @param {string} root folder of the project, or of Stryker's copy of it */
exports.loadTypeScript = async (root) => {
  const { swcOptions } = await import(path.join(root, 'apps/cli/build.mjs'));
  const load = Module.createRequire(path.join(root, 'package.json'));
  const { transformSync } = load('@swc/core');
  Module._extensions['.ts'] = (module, filename) =>
    module._compile(transformSync(fs.readFileSync(filename, 'utf8'), { ...swcOptions, filename }).code, filename);
  return load;
};
