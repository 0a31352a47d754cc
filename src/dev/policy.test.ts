import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { headersFile, policyText } from './policy.js';

const root = path.resolve(import.meta.dirname, '../..');

it('public/_headers is what the policy says now (write it again with src/dev/write-headers.js)', () => {
  expect(readFileSync(path.join(root, 'public/_headers'), 'utf8')).toBe(headersFile());
});

it('the page may run its own script and wasm, and reach nothing outside', () => {
  for (const place of ['meta', 'header'] as const) {
    const policy = policyText(place);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|'unsafe-eval'|script-src[^;]*'unsafe-inline'/);
  }
  expect(policyText('meta')).not.toContain('frame-ancestors');
  expect(policyText('header')).toContain("frame-ancestors 'none'");
});
