/** What the page may do, as one list; `_headers` and `<meta>` are made from it. */
const DIRECTIVES = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self' blob:",
  'connect-src': "'self' blob:",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'object-src': "'none'",
  'frame-ancestors': "'none'",
};
/** Directives that a `<meta>` tag may not carry. */
const HEADER_ONLY = new Set(['frame-ancestors']);

/** The policy as one line. @param {'meta' | 'header'} place */
export function policyText(place) {
  return Object.entries(DIRECTIVES)
    .filter(([name]) => place === 'header' || !HEADER_ONLY.has(name))
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

/** The text of `public/_headers`, for static hosts that read that file. */
export function headersFile() {
  return [
    '/*',
    `  Content-Security-Policy: ${policyText('header')}`,
    '  Referrer-Policy: no-referrer',
    '  X-Content-Type-Options: nosniff',
    '  Cross-Origin-Opener-Policy: same-origin',
    '  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    '',
  ].join('\n');
}
