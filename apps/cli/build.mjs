// Builds what is missing or stale: the server and the command with swc, the OpenAPI metadata,
// the pages with Vite. Plain JavaScript, so that `npx tidu` works straight after `npm ci`.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const dist = path.join(root, 'dist');

/** Options of the one compiler used for tests and production alike (see jest.config.cjs). */
export const swcOptions = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
    baseUrl: root,
    paths: { '@tidu/test/*': ['test/support/*'], '@tidu/*': ['libs/*/src'] },
  },
  module: { type: 'commonjs' },
};

/** Every file below `dirs` with its change time, as the fingerprint by which a part is known to be fresh. */
function fingerprint(dirs, accept) {
  const lines = [];
  const walk = (file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const name of fs.readdirSync(file).sort()) if (name !== 'node_modules') walk(path.join(file, name));
    } else if (accept(file)) lines.push(`${path.relative(root, file)} ${stat.size} ${stat.mtimeMs}`);
  };
  for (const dir of dirs) walk(path.join(root, dir));
  return lines.join('\n');
}

const isSource = (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.endsWith('.d.ts');
const sourceDirs = ['libs', 'apps/server/src', 'apps/cli/src'];
const benchDirs = ['test/bench', 'test/support'];

/** Compiles every source below `dirs` into `dist`; what a deleted source left there goes. */
async function compile(dirs) {
  const { transformFile } = await import('@swc/core');
  const files = [];
  const walk = (dir) => {
    for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
      const file = path.join(dir, entry.name);
      if (entry.isDirectory()) walk(file);
      else if (isSource(file)) files.push(file);
    }
  };
  for (const dir of dirs) walk(path.join(root, dir));
  const target = (file) => path.join(dist, path.relative(root, file)).replace(/\.ts$/, '.js');
  await Promise.all(
    files.map(async (file) => {
      const { code, map } = await transformFile(file, { ...swcOptions, sourceMaps: true });
      const out = target(file);
      fs.mkdirSync(path.dirname(out), { recursive: true });
      fs.writeFileSync(out, `${code}\n//# sourceMappingURL=${path.basename(out)}.map\n`);
      fs.writeFileSync(`${out}.map`, map);
    }),
  );
  const wanted = new Set(files.map(target));
  for (const dir of dirs) prune(path.join(dist, dir), wanted);
}

/** A deleted source must not live on as compiled code. */
function prune(dir, wanted) {
  if (!fs.existsSync(dir)) return;
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) prune(file, wanted);
    else if (file.endsWith('.js') && !wanted.has(file)) fs.rmSync(file);
  }
}

const node = (script, ...args) =>
  execFileSync(process.execPath, [path.join(root, script), ...args], { cwd: root, stdio: ['ignore', 2, 2] });

const parts = {
  metadata: {
    dirs: ['libs', 'apps/server/src', 'apps/server/metadata.mjs', 'package-lock.json'],
    accept: (file) =>
      (isSource(file) && !file.endsWith('metadata.ts')) || /(metadata\.mjs|package-lock\.json)$/.test(file),
    says: '生成接口说明',
    run: () => node('apps/server/metadata.mjs'),
  },
  code: {
    dirs: [...sourceDirs, 'package-lock.json'],
    accept: (file) => isSource(file) || file.endsWith('package-lock.json'),
    says: '编译程序',
    run: () => compile(sourceDirs),
  },
  bench: { dirs: benchDirs, accept: isSource, says: '编译性能测试', run: () => compile(benchDirs) },
  package: {
    dirs: ['apps/web/src/case-package', 'apps/web/package-page.mjs', 'libs/criteria/src', 'libs/kernel/src'],
    accept: (file) => !file.endsWith('.spec.ts'),
    says: '编译案卷包的页面',
    run: () => node('apps/web/package-page.mjs'),
  },
  pages: {
    dirs: ['apps/web', 'apps/server/openapi', 'libs/criteria/src', 'libs/kernel/src', 'package-lock.json'],
    accept: (file) => !file.endsWith('.gen.ts'),
    says: '编译页面',
    run: () => {
      node('apps/web/generate-api.mjs');
      node('node_modules/vite/bin/vite.js', 'build', 'apps/web', '--logLevel', 'warn');
    },
  },
};

const stampFile = (name) => path.join(dist, `.${name}.stamp`);
const readStamp = (name) => (fs.existsSync(stampFile(name)) ? fs.readFileSync(stampFile(name), 'utf8') : undefined);

/** Names the program as it was compiled last. */
export const builtProgram = () => createHash('sha256').update(readStamp('code')).digest('hex');

/** Two commands may start at the same moment; the second waits for the first one's build. */
async function lock() {
  const file = path.join(dist, '.building');
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    try {
      process.kill(Number(fs.readFileSync(file, 'utf8')), 0);
      await new Promise((done) => setTimeout(done, 100));
    } catch {
      fs.rmSync(file, { force: true }); // its builder is gone
    }
  }
}

/**
 * Builds the named parts that are missing or stale and says so on stderr. The fingerprint is taken before the
 * build, so a file changed meanwhile makes the part stale again; it is written last, so a broken build leaves none.
 */
export async function build(names) {
  fs.mkdirSync(dist, { recursive: true });
  const fresh = (name) => readStamp(name) === fingerprint(parts[name].dirs, parts[name].accept);
  if (names.every(fresh)) return;
  const unlock = await lock();
  try {
    await buildStale(names);
  } finally {
    unlock();
  }
}

async function buildStale(names) {
  for (const name of names) {
    const part = parts[name];
    const wanted = fingerprint(part.dirs, part.accept);
    if (readStamp(name) === wanted) continue;
    const began = Date.now();
    process.stderr.write(`tidu：${part.says} …`);
    await part.run();
    fs.writeFileSync(stampFile(name), wanted);
    process.stderr.write(` ${((Date.now() - began) / 1000).toFixed(1)} 秒\n`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build(process.argv.length > 2 ? process.argv.slice(2) : ['pages', 'package', 'metadata', 'code']);
}
