import { simplify } from './simplify';

/** A header is asked about many times while its file is judged. */
const known = new Map<string, string>();
const MOST_KNOWN = 5000;

/**
 * A header as it is compared: `InvoiceNo`, `invoice_no` and `Invoice No.` give `invoice no`; `实付金额（元）` gives `实付金额`.
 * Words are parted by one space; Chinese characters stand together.
 */
export function headerKey(header: string): string {
  const before = known.get(header);
  if (before !== undefined) return before;
  const key = makeKey(header);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(header, key);
  return key;
}

function makeKey(header: string): string {
  return simplify(header.normalize('NFKC'))
    .replace(/[([【（].*?[)\]】）]/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(\p{Script=Han}) +(?=\p{Script=Han})/gu, '$1')
    .replace(/([a-z0-9])(\p{Script=Han})/gu, '$1 $2')
    .replace(/(\p{Script=Han})([a-z0-9])/gu, '$1 $2')
    .trim();
}
