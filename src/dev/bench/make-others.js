import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { seeded } from './make-orders.js';

const DAY = 86_400_000;
const START = Date.UTC(2023, 0, 1);
const DAYS = 1094;

/** @param {number} time */
const minute = (time) => new Date(time).toISOString().slice(0, 16).replace('T', ' ');

/** 200,000 answers with comments, 1,000,000 events and 100,000 deals of the customers of `makeOrders`, made once. @param {string} folder */
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
  const said = [
    'the delivery came late',
    'very friendly service',
    'price went up again',
    'great quality',
    'support never answered',
    'easy to order',
  ];
  const stages = ['Prospecting', 'Qualified', 'Proposal', 'Negotiation', 'Won', 'Lost'];
  return {
    surveys: make('answers.csv', 'response_id,customer_id,responded_at,mode,wave,nps,quality,price,speed,comment', 200_000, (index) => {
      const day = whole(DAYS);
      const answers = [whole(11), 1 + whole(5), 1 + whole(5), 1 + whole(5)];
      const comment = whole(3) === 0 ? `${said[whole(6)]} and ${said[whole(6)]}` : '';
      const asked = [`R${index}`, customer(), minute(START + day * DAY), modes[whole(3)], `W${Math.floor(day / 91)}`];
      return [...asked, ...answers, comment].join(',');
    }),
    events: make('events.csv', 'customer_id,event_at,event,device', 1_000_000, () =>
      [customer(), minute(START + whole(DAYS * 1440) * 60_000), events[whole(5)], ['phone', 'desktop'][whole(2)]].join(','),
    ),
    deals: make('deals.csv', 'opportunity_id,customer_id,created_at,stage,amount,closed_at,owner,industry', 100_000, (index) => {
      const created = START + whole(DAYS - 200) * DAY;
      const stage = stages[whole(6)];
      const closed = stage === 'Won' || stage === 'Lost' ? minute(created + (5 + whole(190)) * DAY) : '';
      return [`D${index}`, customer(), minute(created), stage, 100 + whole(9900), closed, `O${whole(30)}`, `I${whole(8)}`].join(',');
    }),
  };
}
