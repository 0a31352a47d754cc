import { micromark } from 'micromark';

/** Elements that CommonMark makes; anything else that looks like a tag in micromark's output is left out. */
const ELEMENTS = new Set('p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong hr br'.split(' '));
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*\/?>/g;

const attributeOf = (attributes: string, name: string): string | undefined => new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1];

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
  let linked = false;
  return micromark(source, { allowDangerousHtml: false }).replace(TAG, (_tag, closing: string, name: string, attributes: string) => {
    if (name === 'img') return attributeOf(attributes, 'alt') ?? '';
    if (name === 'a' && closing) return linked ? '</a>' : '';
    if (name === 'a') {
      const link = openLink(attributeOf(attributes, 'href'));
      linked = link !== '';
      return link;
    }
    if (!ELEMENTS.has(name)) return '';
    const start = name === 'ol' && !closing ? /^\d+$/.exec(attributeOf(attributes, 'start') ?? '')?.[0] : undefined;
    return `<${closing}${name}${start ? ` start="${start}"` : ''}>`;
  });
}
