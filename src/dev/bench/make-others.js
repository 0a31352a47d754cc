import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { seeded } from './make-orders.js';

const DAY = 86_400_000;
const START = Date.UTC(2023, 0, 1);
const DAYS = 1094;

/** @param {number} time */
const minute = (time) => new Date(time).toISOString().slice(0, 16).replace('T', ' ');

/** 200,000 answers and 1,000,000 events of the customers of `makeOrders`, made once. @param {string} folder */
export function makeOthers(folder) {
  const random = seeded(20_260_102);
  const whole = (/** @type {number} */ most) => Math.floor(random() * most);
  const customer = () => `C${1 + Math.floor(random() * random() * 200_000)}`;
  /** @type {(name: string, header: string, rows: number, row: (index: number) => string) => string} */
  const make = (name, header, rows, row) => {
    const file = path.join(folder, name);
    if (!existsSync(file)) writeFileSync(file, `${header}\n${Array.from({ length: rows }, (_, index) => row(index)).join('\n')}\n`);
    return file;
  };
  const modes = ['web', 'phone', 'mail'];
  const events = ['view', 'view', 'view', 'cart', 'pay'];
  return {
    surveys: make('surveys.csv', 'response_id,customer_id,responded_at,mode,wave,nps,quality,price,speed', 200_000, (index) => {
      const day = whole(DAYS);
      const answers = [whole(11), 1 + whole(5), 1 + whole(5), 1 + whole(5)];
      return [`R${index}`, customer(), minute(START + day * DAY), modes[whole(3)], `W${Math.floor(day / 91)}`, ...answers].join(',');
    }),
    events: make('events.csv', 'customer_id,event_at,event,device', 1_000_000, () =>
      [customer(), minute(START + whole(DAYS * 1440) * 60_000), events[whole(5)], ['phone', 'desktop'][whole(2)]].join(','),
    ),
  };
}
