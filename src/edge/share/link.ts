import type { Text } from '#core/messages/text';
import { fail, succeed, type Result } from '#core/model/result';
import { codeOfUnsealed, LINK_LENGTHS, packForSeal, sealedIn, writeLinkCode, writeSealedCode } from '#core/report/link/codec';
import type { Report } from '#core/report/types';
import { seal, SEAL_LENGTH, unseal } from '#edge/seal/seal';

const MARK = '#r=';
const LETTER = /[0-9A-Za-z]/;

function place(code: string, page: string): string {
  const address = new URL(page);
  return `${address.origin === 'null' ? address.protocol + '//' : address.origin}${address.pathname}${MARK}${code}`;
}

/** The address of a report on the page at `page`: definitions in the fragment, which no browser sends to a host. */
export const makeLink = (report: Report, page: string): string => place(writeLinkCode(report), page);

/** The same, sealed (LK10). Issues: those of `seal`. */
export async function makeSealedLink(report: Report, page: string, passphrase: string): Promise<Result<string>> {
  const sealed = await seal(packForSeal(report), passphrase);
  return sealed.ok ? succeed(place(writeSealedCode(sealed.value), page)) : sealed;
}

/** How long a plain link would be when sealed: a seal and the number of a version more. */
export function lengthWhenSealed(link: string): number {
  const [, body = ''] = link.slice(link.indexOf(MARK)).split('.');
  const letters = Math.ceil(((Math.floor((body.length * 3) / 4) + SEAL_LENGTH + 1) * 4) / 3);
  return link.length - body.length + letters;
}

/** Whether a code is that of a sealed link that came whole. */
export const isSealed = (code: string): boolean => sealedIn(code) !== null;

/** The plain code of a sealed one. Issues: those of `unseal`. */
export async function unsealCode(code: string, passphrase: string): Promise<Result<string>> {
  const opened = await unseal(sealedIn(code) ?? new Uint8Array(), passphrase);
  return opened.ok ? succeed(codeOfUnsealed(opened.value)) : opened;
}

/** The code in a fragment, to be read with `readLinkCode`, without the marks that text round a link leaves at its end; null when the fragment is something else. */
export function codeInFragment(fragment: string): string | null {
  if (!fragment.startsWith(MARK)) return null;
  const [code = ''] = fragment.slice(MARK.length).split('&');
  let plain = code;
  try {
    plain = decodeURIComponent(code);
  } catch {
    // Read as it stands; its checksum will not fit.
  }
  let end = plain.length;
  while (end > 0 && !LETTER.test(plain[end - 1]!)) end -= 1;
  return plain.slice(0, end);
}

/** What stands behind the code in a fragment (PL1); empty where nothing does. */
export const behindCode = (fragment: string): string => fragment.split('&').slice(1).join('&');

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
