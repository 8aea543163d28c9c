import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compileMessages } from './build/compile-messages.ts';
import { leanPackages } from './build/lean-packages.ts';
import { serviceWorker } from './build/service-worker.ts';

const server = process.env.SERVER_URL ?? 'http://127.0.0.1:3000';

const editor_core =
  /node_modules\/(prosemirror-(model|state|view|transform|commands|keymap|schema-list)|orderedmap|w3c-keyname|@tiptap\/(core|y-tiptap))\/|shared\/src\/document\/(nodes\/|safe-values|schema|title-edit|to-text|read-body)|client\/src\/features\/editor\/binding\//;
const shell =
  /node_modules\/(zod|@lingui\/core)\/|lucide-react\/dist\/esm\/\w+\.m?js$|shared\/src\/(api\/(?!history|search|comments|members|invitations|audit|keys|content|workspace-|order|share-links|note-access|notifications|activity)|protocol\/)|client\/src\/(lib\/(i18n\/i18n|(?!save-file|format-bytes|fuzzy|user-agent)[\w-]+)\.ts|ui\/(button|toast|message|skeleton|copy-text|lazy-part)\.tsx?)$/;

export default defineConfig({
  plugins: [leanPackages(), compileMessages(), react(), serviceWorker()],
  resolve: {
    // Two copies of Yjs do not recognise each other's types; two of ProseMirror's model neither.
    dedupe: [
      'yjs',
      'y-protocols',
      'lib0',
      '@tiptap/pm',
      '@tiptap/core',
      'prosemirror-model',
      'react',
      'react-dom',
    ],
  },
  build: {
    outDir: 'dist',
    target: 'es2023',
    // The policy of the server refuses inline scripts, data: scripts and data: fonts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Which file needs which: the service worker and the budgets are made from it (`build/chunks.ts`).
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What changes seldom keeps its file, and with it the browser's cache, over releases.
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router)\// },
            { name: 'yjs', test: /node_modules\/(yjs|lib0|y-protocols|y-indexeddb|@hocuspocus)\// },
            { name: 'editor-core', test: editor_core },
            // Together they are a tenth smaller than in files of their own, and all of them are needed at once.
            { name: 'shell', test: shell },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    // The server compares a request's Origin with its Host, so the browser's Host must arrive.
    proxy: {
      '/api': { target: server, changeOrigin: false },
      '/s/': { target: server, changeOrigin: false },
      '/healthz': { target: server, changeOrigin: false },
      '/sync': { target: server, changeOrigin: false, ws: true },
      '/yjs': { target: server, changeOrigin: false, ws: true },
    },
  },
});
