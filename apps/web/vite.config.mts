import react from '@vitejs/plugin-react';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');

/** The pages as static files for `apps/server`, which puts a fresh nonce into index.html on every request. */
export default defineConfig({
  root: here,
  plugins: [react()],
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
