import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';

/** Numbers from 0 to 1 that are the same on every machine (mulberry32). @param {number} seed */
export function seeded(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const STATUS = ['paid', 'paid', 'paid', 'paid', 'refunded', 'pending'];
const CHANNEL = ['web', 'app', 'store', 'partner'];
const REGION = ['north', 'south', 'east', 'west', 'centre', 'islands'];

/** A file of one million orders in eight columns, about 60 MB, made once. @param {string} folder @param {number} [orders] */
export async function makeOrders(folder, orders = 1_000_000) {
  const file = path.join(folder, `orders-${orders}.csv`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const out = createWriteStream(`${file}.part`);
  const random = seeded(20_260_101);
  const pick = (/** @type {readonly string[]} */ texts) => texts[Math.floor(random() * texts.length)];
  const start = Date.UTC(2023, 0, 1) / 1000;
  let text = 'order_id,customer_id,ordered_at,net_amount,quantity,status,channel,region\n';
  for (let index = 0; index < orders; index++) {
    const when = new Date((start + Math.floor((index * 94_600_000) / orders + random() * 80)) * 1000).toISOString();
    const customer = 1 + Math.floor(random() * random() * orders * 0.2);
    const amount = (5 + random() * 400).toFixed(2);
    text += `${100_000 + index},C${customer},${when.slice(0, 10)} ${when.slice(11, 19)},${amount},${1 + Math.floor(random() * 5)},${pick(STATUS)},${pick(CHANNEL)},${pick(REGION)}\n`;
    if (text.length > 1 << 20) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text);
  await once(out, 'close');
  renameSync(`${file}.part`, file);
  return file;
}
