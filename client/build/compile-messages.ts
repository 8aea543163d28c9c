/**
 * Compiles the ICU messages of `src/lib/i18n/<language>/<feature>.ts` at build time, so that the browser needs no parser
 * for them. In development and in tests the library compiles them when they are used.
 */
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

const messageFile = /\/src\/lib\/i18n\/[a-z]{2}\/(?!.*-part\.ts$)[a-z-]+\.ts$/;

export function compileMessages(): Plugin {
  return {
    name: 'compile-messages',
    apply: 'build',
    enforce: 'pre',
    async transform(_code, id) {
      if (!messageFile.test(id)) return null;
      const exported: Record<string, Record<string, string>> = await import(id);
      const lines = Object.entries(exported).map(([name, messages]) => {
        const compiled = Object.entries(messages).map(([key, text]) => [key, compileMessage(text)]);
        return `export const ${name} = ${JSON.stringify(Object.fromEntries(compiled))};`;
      });
      return { code: lines.join('\n'), map: null };
    },
  };
}
