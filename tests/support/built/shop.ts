import type { ShopTables } from '../shop-tables';

/** A header from a file that means no good. */
export const HOSTILE = `bal"ance; DROP TABLE orders --`;
export const VALUE = `no'rth"; --`;

export const SHOP: ShopTables = {
  customers: [
    ['customer_id', 'region', 'age', 'created_at'],
    ['c1', 'north', 31, '2025-03-01'],
    ['c2', 'south', 40, '2025-04-01'],
    ['c3', null, 45, '2025-05-01'],
    ['c4', VALUE, null, '2025-06-01'],
  ],
  orders: [
    ['order_id', 'customer_id', 'ordered_at', 'net_amount', 'status', 'channel', HOSTILE],
    ['o1', 'c1', '2026-01-04', 100, 'paid', 'web', -5],
    ['o2', 'c1', '2026-01-05', 50, 'paid', 'shop', -10],
    ['o3', 'c2', '2026-01-12', 30, 'paid', 'web', -11],
    ['o4', 'c2', '2026-02-01', 70, 'cancelled', 'web', 0],
    ['o5', null, '2026-02-02', 10, 'paid', 'web', 5],
    ['o6', 'c3', '2026-02-03', 20, 'paid', null, 10],
    ['o7', 'c4', '2026-02-28', null, 'paid', 'shop', null],
    ['o8', 'c4', '2026-03-01', 40, 'paid', 'shop', 25],
    ['o9', 'c4', '2026-03-02', -40, 'paid', 'shop', 25],
  ],
  order_items: [
    ['order_id', 'product_id', 'category', 'quantity', 'line_amount'],
    ['o1', 'p1', 'tea', 1, 60],
    ['o1', 'p2', 'cup', 2, 40],
    ['o2', 'p1', 'tea', 1, 50],
    ['o3', 'p2', 'cup', 1, 30],
    ['o4', 'p1', 'tea', 1, 70],
    ['o6', 'p3', 'tea', 4, 20],
    ['o8', 'p1', null, 1, 40],
  ],
  products: [
    ['product_id', 'product_name', 'category', 'tier'],
    ['p1', 'Longjing', 'tea', 'fine'],
    ['p1', 'Longjing again', 'tea', 'plain'],
    ['p2', 'Bowl', 'ware', 'plain'],
  ],
  tickets: [
    ['ticket_id', 'customer_id', 'opened_at', 'severity'],
    ['t1', 'c1', '2026-01-20', 'high'],
    ['t2', 'c2', '2026-02-20', 'low'],
    ['t3', null, '2026-02-21', 'low'],
    ['t4', 'c1', '2026-04-01', 'low'],
  ],
};
