import type { Text } from '#core/messages/text';
import { fail, succeed, type Result } from '#core/model/result';
import { LINK_LENGTHS, writeLinkCode } from '#core/report/link/codec';
import type { Report } from '#core/report/types';

const MARK = '#r=';

/** The address of a report on the page at `page`: definitions in the fragment, which no browser sends to a host. */
export function makeLink(report: Report, page: string): string {
  const address = new URL(page);
  return `${address.origin === 'null' ? address.protocol + '//' : address.origin}${address.pathname}${MARK}${writeLinkCode(report)}`;
}

/** The code in a fragment, to be read with `readLinkCode`; null when the fragment is something else. */
export function codeInFragment(fragment: string): string | null {
  if (!fragment.startsWith(MARK)) return null;
  const code = fragment.slice(MARK.length);
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}

/** How a link of this length fares: a phrase for people, and whether a file is the better way. */
export function adviseLength(length: number): { readonly advice: 'comfortable' | 'long' | 'too_long'; readonly text: Text } {
  if (length > LINK_LENGTHS.file) return { advice: 'too_long', text: { key: 'share_link_too_long' } };
  if (length > LINK_LENGTHS.long) return { advice: 'long', text: { key: 'share_link_long' } };
  return { advice: 'comfortable', text: { key: 'share_link_comfortable' } };
}

/** Puts a link on the clipboard. Too long a link is not made into a trap for others; a file is offered instead. */
export async function copyLink(link: string): Promise<Result<string>> {
  if (link.length > LINK_LENGTHS.file) return fail({ code: 'issue_link_report_too_long', values: { length: link.length } });
  try {
    await navigator.clipboard.writeText(link);
    return succeed(link);
  } catch {
    return fail({ code: 'issue_link_clipboard' });
  }
}
