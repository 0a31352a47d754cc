import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState, type Text as Document } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** A fault in the text: line and column from 1, or null for the whole. */
export interface SpecFault {
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

export interface SpecEditor {
  /** Replaces the text where it differs; `onChange` is not called. */
  setText(text: string): void;
  setFaults(faults: readonly SpecFault[]): void;
  destroy(): void;
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--ink)' },
  { tag: tags.string, color: 'var(--accent)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--ink-2)', fontWeight: '600' },
  { tag: [tags.brace, tags.squareBracket, tags.separator], color: 'var(--ink-3)' },
]);

const look = EditorView.theme({
  '&': { fontSize: 'var(--t-small)', color: 'var(--ink)', backgroundColor: 'var(--wash)', maxHeight: '420px' },
  '&.cm-focused': { outline: 'none', boxShadow: 'var(--focus)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '10px 0' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--ink-3)', border: '0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-content ::selection': { backgroundColor: 'var(--soft)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--soft)', outline: '1px solid var(--control)' },
  '.cm-tooltip': { backgroundColor: 'var(--paper)', color: 'var(--ink)', border: '1px solid var(--line)' },
});

function placed(document: Document, { line, column, message }: SpecFault): Diagnostic {
  if (line === null || line > document.lines) return { from: 0, to: Math.min(1, document.length), severity: 'error', message };
  const { from, to } = document.line(line);
  const at = Math.min(from + Math.max(0, (column ?? 1) - 1), to);
  return { from: at, to: Math.min(at + 1, document.length), severity: 'error', message };
}

/** The text of a chart, with JSON's colours and faults at their place. Tab leaves the field, so that the keyboard is not caught in it. */
export function mountSpecEditor(parent: HTMLElement, text: string, label: string, onChange: (text: string) => void): SpecEditor {
  let quiet = false;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        bracketMatching(),
        json(),
        syntaxHighlighting(colours),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, 'data-spec': '' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !quiet) onChange(update.state.doc.toString());
        }),
        look,
      ],
    }),
  });
  return {
    setText(next) {
      if (next === view.state.doc.toString()) return;
      quiet = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
      quiet = false;
    },
    setFaults: (faults) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          faults.map((fault) => placed(view.state.doc, fault)),
        ),
      ),
    destroy: () => view.destroy(),
  };
}
