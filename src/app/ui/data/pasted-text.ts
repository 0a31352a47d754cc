/** What a pasted text is: a table in text form, a link with a report in it, or nothing for us. */
export type Pasted = { readonly is: 'table'; readonly extension: 'tsv' | 'csv' } | { readonly is: 'link' } | { readonly is: 'nothing' };

const countOf = (text: string, sign: string) => text.split(sign).length - 1;

/** Tab before comma: spreadsheets copy cells with tabs, and their texts may hold commas. */
export function recognisePaste(text: string): Pasted {
  const trimmed = text.trim();
  if (/^\S+#r=\S+$/.test(trimmed)) return { is: 'link' };
  const [first, second] = trimmed.split(/\r\n|\r|\n/);
  if (first === undefined || second === undefined) return { is: 'nothing' };
  for (const [sign, extension] of [
    ['\t', 'tsv'],
    [',', 'csv'],
  ] as const) {
    const count = countOf(first, sign);
    if (count > 0 && countOf(second, sign) === count) return { is: 'table', extension };
  }
  return { is: 'nothing' };
}

/** The element takes text itself, so a paste or a single key belongs to it. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [role=textbox]') !== null
  );
}
