import { headerKey } from './header-key';

/** What databases write in one word with what follows, as in `masterid` and `orderno`. */
const JOINED =
  `acc, account, acct, agent, article, barcode, batch, bill, brand, buyer, campaign, card, cart, case, cat, category, channel, client, company, contact, contract,
  cust, customer, deal, dept, device, doc, document, emp, employee, event, external, group, guest, gu, inv, invoice, item, job, lead, lot, mem, member, merchant, master, mat,
  material, object, offer, opp, ord, order, org, owner, parent, part, partner, payment, person, phone, plan, player, post, prod, product, profile, project, purchase, receipt,
  record, ref, reference, reg, request, response, row, sale, sales, sample, seller, serial, session, ship, shop, site, sku, staff, stock, store, style, sub, supplier, survey,
  task, team, tel, ticket, tracking, trade, trans, transaction, txn, unit, user, uu, vendor, visit, visitor, voucher, zip, c, g, o, p, s, t, u`
    .split(',')
    .map((word) => word.trim())
    .join('|');

/** Abbreviations in pinyin have no vowels: `khid`; two English words have none either. */
const PINYIN = '(?!grid|skid)[bcdfghjklmnpqrstwxyz]{2,4}';

const IDENTIFIER = new RegExp(
  [
    `(^| |(^| )(${JOINED}))(id|no|key|code|number|num)( ?\\d+)?$`,
    `(^| )${PINYIN}(id|no)$`,
    '(编号|编码|代码|代号|(?<![信符称口])号|編號|編碼|代號|號)( ?\\d+)?$',
  ].join('|'),
);

/** True for headers that end in a word for an identifier (M18): `acct_no`, `masterid`, `门店编码`, but not `paid`. */
export const namesIdentifier = (header: string): boolean => IDENTIFIER.test(headerKey(header));
