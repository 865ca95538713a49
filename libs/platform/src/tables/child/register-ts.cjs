// Lets the reading process run from the TypeScript sources: under jest nothing is compiled into dist, and the test
// must see the code as it stands. Never loaded from dist (see read-table.ts); @swc/core is no production dependency.
const path = require('node:path');
const { transformSync } = require('@swc/core');

const root = path.resolve(__dirname, '../../../../..');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(require('node:fs').readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      baseUrl: root,
      paths: { '@tidu/*': ['libs/*/src'] },
    },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};
