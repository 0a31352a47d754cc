import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours of the text; tokens of the theme, so light and dark follow by themselves. */
export const highlight = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--accent)', fontWeight: '600' },
  { tag: [tags.typeName, tags.standard(tags.name)], color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--cat-4)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--cat-4)' },
  { tag: tags.comment, color: 'var(--ink-3)' },
]);

export const theme = EditorView.theme({
  '&': { color: 'var(--ink)', background: 'transparent', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.7' },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--ink)' },
  // The ring stands round the whole editor: inside it would be cut off.
  '& .cm-scroller .cm-content:focus-visible': { borderRadius: '0', outline: 'none', boxShadow: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-line': { padding: '0 8px' },
  '.cm-gutters': { background: 'transparent', color: 'var(--ink-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '22px', padding: '0 4px' },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-lint-marker-error': {
    content: 'none',
    width: '8px',
    height: '8px',
    margin: '0.5em auto 0',
    borderRadius: '50%',
    background: 'var(--div-1)',
  },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--div-1) 1.5px', textUnderlineOffset: '3px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, ::selection': { background: 'var(--soft)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { background: 'var(--soft)', color: 'inherit' },
  '.cm-placeholder': { color: 'var(--ink-3)', whiteSpace: 'normal' },
  '.cm-placeholder-name, .cm-placeholder-name *': { color: 'var(--div-1)' },
  '.cm-tooltip': {
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius)',
    background: 'var(--paper)',
    color: 'var(--ink)',
    boxShadow: 'var(--shadow)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mono)',
    fontSize: '12.5px',
    maxHeight: '15em',
    maxWidth: 'min(520px, 92vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', lineHeight: '1.5' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--soft)', color: 'var(--ink)' },
  '.cm-completionDetail': { marginLeft: '1.2em', color: 'var(--ink-3)', fontStyle: 'normal', fontFamily: 'var(--font)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionInfo': { padding: '6px 10px', fontFamily: 'var(--font)' },
  '.cm-diagnostic': { padding: '6px 10px', fontFamily: 'var(--font)', borderLeftColor: 'var(--div-1)' },
});
