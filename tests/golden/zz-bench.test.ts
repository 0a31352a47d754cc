import { test } from 'vitest';
import { sniffHead } from '#core/intake/sniff-head';
import { createTextTidier } from '#core/intake/dialect/tidy-text';
import { createTextCutter } from '#core/intake/dialect/cut-text';
import { readingOf } from '#core/intake/dialect/plain-reading';
test('bench', () => {
  let text = 'order_id,customer_id,ordered_at,amount,city\n';
  for (let i = 0; i < 100000; i++) text += `A${i},C${i % 977},2024-0${1 + (i % 9)}-1${i % 10} 10:00:00,${(i % 1000) / 10},"City ${i % 30}"\n`;
  const bytes = new TextEncoder().encode(text);
  text = new TextDecoder().decode(bytes);
  const head = bytes.subarray(0, 65536);
  for (let k = 0; k < 4; k++) {
    const t = performance.now();
    for (let j = 0; j < 10; j++) sniffHead(head, 'a.csv', bytes.length);
    console.log('BENCH sniff ms', ((performance.now() - t) / 10).toFixed(2));
  }
  const speed = (name: string, run: (piece: string) => void, finish: () => void) => {
    const t = performance.now();
    for (let at = 0; at < text.length; at += 1 << 20) run(text.slice(at, at + (1 << 20)));
    finish();
    console.log('BENCH', name, 'MB/s', (bytes.length / 1e6 / ((performance.now() - t) / 1000)).toFixed(1));
  };
  const cutter = createTextCutter(readingOf({ delimiter: ',', header: true }));
  speed('cut', (piece) => cutter.push(piece), () => cutter.finish());
  const tidier = createTextTidier(readingOf({ delimiter: ',', header: true }));
  speed('tidy', (piece) => tidier.push(piece), () => tidier.finish());
});
