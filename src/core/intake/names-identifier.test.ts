import { expect, test } from 'vitest';
import { namesIdentifier } from './names-identifier';

/** M18: names by whether they end in a word for an identifier; a word that merely ends in the same letters is none. */
const IDENTIFIERS = {
  yes: [
    ...['id', 'ID', 'customer_id', 'customerId', 'CustomerID', 'Customer Id', 'order-id', 'masterid', 'userid', 'ORDERNO', 'acct_no'],
    ...['Invoice No.', 'InvoiceNo', 'orderNumber', 'phone_num', 'item code', 'StockCode', 'zipcode', 'primary key', 'id2', 'order_no_1'],
    ...['门店编码', '订单编号', '订单号', '商品ID', '會員代號', '订单No', 'khbh_id', 'Record GUID', 'uuid', 'khid', 'pid'],
  ],
  no: [
    ...['paid', 'Amount Paid', 'prepaid', 'karno', 'casino', 'Raid', 'valid', 'is_valid', 'grid', 'bid', 'Highest Bid', 'android', 'solid'],
    ...['piano', 'monkey', 'Turkey', 'whiskey', 'decode', 'aluminum', 'platinum', 'Covid', 'kimono', 'said', 'no2x', 'identity', 'note'],
    ...['实付', '信号', '称号', 'Hybrid 车', 'idle', 'nova'],
  ],
} as const;

test.each(IDENTIFIERS.yes)('M18 %s ends in a word for an identifier', (header) => expect(namesIdentifier(header)).toBe(true));
test.each(IDENTIFIERS.no)('M18 %s does not', (header) => expect(namesIdentifier(header)).toBe(false));
