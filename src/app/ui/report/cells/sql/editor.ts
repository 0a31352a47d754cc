import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus,
  acceptCompletion,
  closeCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { sql } from '@codemirror/lang-sql';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { Prec, type Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  keymap,
  lineNumbers,
  MatchDecorator,
  placeholder,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { duckdb } from './dialect';
import type { SqlScope } from './scope';
import { suggestAt, type Suggestion } from './suggest';
import { highlight, theme } from './theme';

/** What the editor says. */
export interface EditorWords {
  readonly label: string;
  readonly placeholder: string;
  readonly keys: string;
  /** The line that helps with a function. */
  help(key: NonNullable<Suggestion['help']>): string;
}

interface EditorParts {
  words(): EditorWords;
  scope(): SqlScope;
  onRun(): void;
  onType(): void;
  onLeave(): void;
}

const braces = new MatchDecorator({ regexp: /\{\{[^{}\n]*\}\}/g, decoration: Decoration.mark({ class: 'cm-placeholder-name' }) });
const markBraces = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = braces.createDeco(view);
    }
    update(update: ViewUpdate) {
      this.decorations = braces.updateDeco(update, this.decorations);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

const TYPES = { relation: 'class', column: 'property', function: 'function', value: 'variable' } as const;

function toCompletion({ label, kind, detail, help, apply, inside, rank }: Suggestion, words: EditorWords): Completion {
  return {
    label,
    type: TYPES[kind],
    detail,
    boost: rank * 10,
    ...(help ? { info: words.help(help) } : {}),
    ...(apply === undefined ? {} : { apply: (view, _completion, from, to) => write(view, apply, from, to, inside ? 1 : 0) }),
  };
}

/** Writes a suggestion over a word. What closes it and stands behind already is not written twice; the caret of a function is in its brackets. */
function write(view: EditorView, text: string, from: number, to: number, back: number): void {
  const close = /(?:\(\)|\}\}|")$/.exec(text)?.[0] ?? '';
  const behind = view.state.sliceDoc(to, to + close.length);
  const called = close === '()' && behind.startsWith('(');
  const insert = called ? text.slice(0, -2) : text;
  const end = close !== '()' && close !== '' && behind === close ? to + close.length : to;
  const anchor = from + insert.length + (called ? 1 : -back);
  view.dispatch({ changes: { from, to: end, insert }, selection: { anchor }, userEvent: 'input.complete' });
}

function suggestions({ scope, words }: EditorParts) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const found = suggestAt(state.doc.toString(), pos, scope(), explicit);
    return found && { from: found.from, options: found.list.map((each) => toCompletion(each, words())), validFor: /^"?[\p{L}\p{N}_]*$/u };
  };
}

/** SC2, SC4: Tab is the page's unless suggestions stand. */
const keys = ({ onRun }: EditorParts): Extension =>
  Prec.highest(
    keymap.of([
      ...['Shift-Enter', 'Mod-Enter'].map((key) => ({ key, run: (view: EditorView) => (closeCompletion(view), onRun(), true) })),
      { key: 'Tab', run: (view) => completionStatus(view.state) === 'active' && acceptCompletion(view) },
    ]),
  );

const TYPING = ['input', 'delete', 'move', 'undo', 'redo'];

/** Everything the editor of a query is made of. */
export function editorExtensions(parts: EditorParts): Extension[] {
  const { label, placeholder: hint, keys: keysHint } = parts.words();
  return [
    keys(parts),
    lineNumbers(),
    lintGutter(),
    history(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ override: [suggestions(parts)], icons: false, closeOnBlur: true }),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
    EditorView.lineWrapping,
    sql({ dialect: duckdb }),
    syntaxHighlighting(highlight),
    markBraces,
    theme,
    placeholder(hint),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-description': keysHint, spellcheck: 'false', autocapitalize: 'off' }),
    EditorView.updateListener.of(({ docChanged, transactions }) => {
      if (docChanged && transactions.some((each) => TYPING.some((kind) => each.isUserEvent(kind)))) parts.onType();
    }),
    EditorView.domEventHandlers({ blur: () => parts.onLeave() }),
  ];
}

/** Another text in the editor, as one step of its own history; the caret stays as near as it can. */
export function replaceText(view: EditorView, text: string): void {
  const anchor = Math.min(view.state.selection.main.anchor, text.length);
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor } });
}
