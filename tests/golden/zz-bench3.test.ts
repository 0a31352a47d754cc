import { test } from 'vitest';
import { findSigns, cutSample } from '#core/intake/dialect/find-signs';
import { findFrame } from '#core/intake/dialect/find-frame';
import { findReading } from '#core/intake/dialect/find-reading';
import { detectEncoding } from '#core/intake/detect-encoding';
test('bench', () => {
  let text = 'order_id,customer_id,ordered_at,amount,city\n';
  for (let i = 0; i < 4000; i++) text += `A${i},C${i % 977},2024-0${1 + (i % 9)}-1${i % 10} 10:00:00,${(i % 1000) / 10},"City ${i % 30}"\n`;
  const bytes = new TextEncoder().encode(text).subarray(0, 65536);
  text = new TextDecoder().decode(bytes);
  const time = (name: string, run: () => unknown) => {
    run(); run(); run();
    const t = performance.now();
    for (let j = 0; j < 10; j++) run();
    console.log('BENCH', name, ((performance.now() - t) / 10).toFixed(2));
  };
  const signs = { delimiter: ',', quote: '"', escape: '"' };
  time('split lines', () => text.split('\n').map((l) => l.split(',')));
  time('detect', () => detectEncoding(bytes, 'a', true));
  time('cut', () => cutSample(text, signs, true));
  time('signs', () => findSigns(text, true));
  const records = cutSample(text, signs, true);
  time('frame', () => findFrame(records, 5, false));
  time('reading', () => findReading({ head: text, tail: '' }));
});
