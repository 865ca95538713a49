import react from '@vitejs/plugin-react';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fs from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');

/** What pages of PDF files need beside the reader: tables of Chinese encodings, fonts that every reader has, a decoder. */
function pdfParts(): Plugin {
  const from = path.join(root, 'node_modules/pdfjs-dist');
  const { version } = JSON.parse(fs.readFileSync(path.join(from, 'package.json'), 'utf8')) as { version: string };
  const parts = { cmaps: /\.bcmap$/, standard_fonts: /\.(pfb|ttf)$/, wasm: /\.js$/ };
  return {
    name: 'pdf-parts',
    config: () => ({ define: { PDF_PARTS: JSON.stringify(`/assets/pdf-${version}`) } }),
    generateBundle() {
      for (const [folder, shape] of Object.entries(parts))
        for (const name of fs.readdirSync(path.join(from, folder)).filter((one) => shape.test(one)))
          this.emitFile({
            type: 'asset',
            fileName: `assets/pdf-${version}/${folder}/${name}`,
            source: fs.readFileSync(path.join(from, folder, name)),
          });
    },
  };
}

/** The pages as static files for `apps/server`, which puts a fresh nonce into index.html on every request. */
export default defineConfig({
  root: here,
  plugins: [react(), pdfParts()],
  resolve: {
    alias: {
      '@tidu/kernel': path.join(root, 'libs/kernel/src/index.ts'),
      '@tidu/criteria': path.join(root, 'libs/criteria/src/index.ts'),
    },
  },
  build: {
    outDir: path.join(root, 'dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // inlined files would need data: in script-src or style-src
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: { host: '127.0.0.1', proxy: { '/api': `http://127.0.0.1:${process.env.PORT ?? 3000}` } },
});
