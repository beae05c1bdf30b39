import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const inRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

export default defineConfig({
  root: inRoot('renderer'),
  // The desktop host serves the page from app://, the web host from /: neither knows where the other puts it.
  base: './',
  plugins: [react()],
  build: {
    outDir: inRoot('dist/renderer'),
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: true,
    // A page under a content security policy without data: scripts and fonts.
    assetsInlineLimit: 0,
  },
});
