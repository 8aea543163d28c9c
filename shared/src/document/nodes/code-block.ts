import { CodeBlock as TipTapCodeBlock } from '@tiptap/extension-code-block';
import { safeAttribute, textLike } from '../safe-values.ts';

/** The name of a programming language, as after the fence in Markdown. `mermaid` is drawn as a diagram. */
export const readLanguage = textLike(/^[\w+#.-]{1,40}$/);

export const CodeBlock = TipTapCodeBlock.extend({
  addAttributes() {
    const { language } = this.parent?.() ?? {};
    const { default: fallback, validate } = safeAttribute({
      name: 'language',
      html: 'data-language',
      fallback: null,
      read: readLanguage,
    });
    return {
      language: {
        ...language,
        default: fallback,
        validate,
        parseHTML: (element) => readLanguage(language?.parseHTML?.(element)) ?? null,
      },
    };
  },
}).configure({ enableTabIndentation: true, tabSize: 2 });
