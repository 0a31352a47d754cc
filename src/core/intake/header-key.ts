import { simplify } from './simplify';

/**
 * A header as it is compared: `InvoiceNo`, `invoice_no` and `Invoice No.` give `invoice no`; `实付金额（元）` gives `实付金额`.
 * Words are parted by one space; Chinese characters stand together.
 */
export function headerKey(header: string): string {
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
