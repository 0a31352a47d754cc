/** A text inside a string of CSS. */
const quoted = (text: string): string => `"${text.replace(/[\n\r\f]+/g, ' ').replace(/["\\]/g, '\\$&')}"`;

const SMALL = 'font-size: 7.5pt; line-height: 1.35; color: #686d73; vertical-align: top; padding-top: 4mm';

/** EX4: the margins of a page on paper, with a line and the page's number at its foot. `font`: families as CSS names them. */
export const printPage = (line: string, font: string): string =>
  `@page {
  margin: 15mm 14mm 22mm;
  @bottom-left { content: ${quoted(line)}; width: 86%; text-align: left; font-family: ${font}; ${SMALL}; }
  @bottom-right { content: counter(page) " / " counter(pages); width: 14%; text-align: right; font-family: ${font}; ${SMALL}; }
}`;

/** Whether the browser sets texts in the margins of a page. */
export const setsMargins = (): boolean => 'CSSMarginRule' in globalThis;

/** Puts rules on the page until the returned function takes them away. Not a style element, which the page's policy could refuse. */
export function adoptRules(css: string): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}
