#!/usr/bin/env node
// The `tidu` command: builds what is missing or stale, then hands over to the compiled program.
import { createRequire } from 'node:module';
import path from 'node:path';
import { build, builtProgram, root } from './build.mjs';

const command = process.argv[2];
try {
  await build(command === 'start' ? ['metadata', 'code', 'pages', 'package'] : ['code']);
} catch (error) {
  process.stderr.write(`\ntidu：编译失败，程序没有启动。\n${error.message}\n`);
  process.exit(2);
}
process.env.TIDU_ROOT = root;
process.env.TIDU_BUILD = builtProgram();
createRequire(import.meta.url)(path.join(root, 'dist/apps/cli/src/main.js'));
