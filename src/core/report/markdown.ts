import { micromark } from 'micromark';

/** Elements that CommonMark makes; anything else that looks like a tag in micromark's output is left out. */
const ELEMENTS = new Set('p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong hr br'.split(' '));
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*\/?>/g;

const attributeOf = (attributes: string, name: string): string | undefined => new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1];

/** Signs that begin emphasis, links, quotes, code and tags; more of them than this are no text that a person wrote. */
const MAX_SIGNS = 2000;

/** Lists and quotes that begin on one line, one in the other. */
const NESTED = /^(?:[ \t]*(?:[-+*>]|\d{1,9}[.)])[ \t]){50}/m;

/** micromark needs quadratic time for open emphasis and for nested lists: 20,000 characters of `*a_` take four seconds. */
const isCostly = (source: string): boolean => (source.match(/[*_[\]>`<]/g)?.length ?? 0) > MAX_SIGNS || NESTED.test(source);

const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Written as in the source: micromark has encoded the address, so nothing in it can end the attribute. */
function openLink(address: string | undefined): string {
  if (!address || !/^(https:\/\/|mailto:)/i.test(address)) return '';
  return `<a href="${address}" rel="noopener noreferrer nofollow" target="_blank">`;
}

/**
 * CommonMark → HTML that loads nothing and runs nothing. micromark escapes HTML in the source, so every `<` in its output begins a
 * tag of its own; of those only an allow-list stays, links only to `https:` and `mailto:`, images as their alternative text.
 */
export function renderMarkdown(source: string): string {
  if (isCostly(source)) return `<pre>${escapeText(source)}</pre>`;
  // micromark nests an autolink inside a link; HTML does not, so the inner one is shown as its words.
  const links: boolean[] = [];
  return micromark(source, { allowDangerousHtml: false }).replace(TAG, (_tag, closing: string, name: string, attributes: string) => {
    if (name === 'img') return attributeOf(attributes, 'alt') ?? '';
    if (name === 'a' && closing) return links.pop() ? '</a>' : '';
    if (name === 'a') {
      const link = links.includes(true) ? '' : openLink(attributeOf(attributes, 'href'));
      links.push(link !== '');
      return link;
    }
    if (!ELEMENTS.has(name)) return '';
    const start = name === 'ol' && !closing ? /^\d+$/.exec(attributeOf(attributes, 'start') ?? '')?.[0] : undefined;
    return `<${closing}${name}${start ? ` start="${start}"` : ''}>`;
  });
}
