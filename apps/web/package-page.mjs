// Builds the page that packages of cases are put into: one file with its program and looks inside, and a policy that
// lets nothing else run and nothing be fetched. A program that was tampered with is refused by the browser itself.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const source = path.join(here, 'src/case-package');

const { output } = (
  await build({
    ...{ root: here, configFile: false, logLevel: 'warn' },
    resolve: {
      alias: {
        '@tidu/kernel': path.join(root, 'libs/kernel/src/index.ts'),
        '@tidu/criteria': path.join(root, 'libs/criteria/src/index.ts'),
      },
    },
    build: {
      ...{ write: false, target: 'es2022', copyPublicDir: false },
      lib: { entry: path.join(source, 'page.ts'), formats: ['iife'], name: 'casePackage' },
      rollupOptions: { treeshake: { moduleSideEffects: false } },
    },
  })
)[0];
// inside a page no text may end its script
const program = output[0].code.trim().replaceAll('</script', String.raw`<\/script`);
const style = fs.readFileSync(path.join(source, 'page.css'), 'utf8');
const sha = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const page = `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${sha(program)}; style-src ${sha(style)}; base-uri 'none'; form-action 'none'"><title>案卷包</title><style>${style}</style></head><body><header><p>一案一包 · 预评估，非认定 · 离线打开，不需要网络</p></header><main><p class="bad">✗ 没有核对：页面的程序没有运行。文件被改动过，或浏览器不支持，请不要相信其中的内容。</p></main><script type="application/json" id="package"></script><script>${program}</script></body></html>`;
const out = path.join(root, 'dist/package-page');
fs.mkdirSync(out, { recursive: true });
fs.writeFileSync(path.join(out, 'page.html'), page);
