/** Cuts the text of an array into its elements, given in any pieces. */
export interface ElementSplitter {
  /** The elements that end within this piece, as they are written. */
  push(text: string): string[];
  /** What is wrong at the end of the text; null when the array is closed and nothing follows. */
  finish(): 'end' | 'wrong' | null;
}

/** A splitter for a text that begins with `[`, blanks before it allowed. The elements are not checked. */
export function createElementSplitter(): ElementSplitter {
  let depth = 0;
  let quoted = false;
  let escaped = false;
  let closed = false;
  let wrong = false;
  let pending = '';

  return {
    push(text) {
      const elements: string[] = [];
      let from = 0;
      const end = (at: number): void => {
        const element = (pending + text.slice(from, at)).trim();
        if (element !== '') elements.push(element);
        pending = '';
        from = at + 1;
      };
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (quoted) {
          if (escaped) escaped = false;
          else if (code === 92) escaped = true;
          else if (code === 34) quoted = false;
          continue;
        }
        if (closed) {
          if (code > 32) wrong = true;
        } else if (code === 34) quoted = true;
        else if (code === 91 || code === 123) {
          if (++depth === 1) from = at + 1;
        } else if (code === 93 || code === 125) {
          if (--depth === 0) {
            end(at);
            closed = true;
          }
        } else if (code === 44 && depth === 1) end(at);
      }
      if (!closed && depth > 0) pending += text.slice(from);
      return elements;
    },
    finish: () => (wrong ? 'wrong' : closed ? null : 'end'),
  };
}
