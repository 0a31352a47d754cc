/** What the page itself did while a report was open. */
export interface Watched {
  /** The longest time in which the page's thread answered to nothing, ms. */
  readonly hang: number;
  /** Texts that were made into code: `eval`, `Function` and its kin, timers given a text. */
  readonly code: number;
}

const BEAT = 20;
let last = performance.now();
let hang = 0;
let code = 0;

const counted = <T extends object>(made: T): T =>
  new Proxy(made, {
    apply: (target, self, given: unknown[]) => ((code += 1), Reflect.apply(target as () => unknown, self, given)),
    construct: (target, given) => ((code += 1), Reflect.construct(target as new () => object, given)),
  });

/** Counts every way from a text to code. Called before any module of the product is loaded. */
export function watchPage(): void {
  const scope = globalThis as unknown as Record<string, object>;
  for (const name of ['Function', 'eval']) scope[name] = counted(scope[name]!);
  const kinds = [function () {}, async function () {}, function* () {}, async function* () {}];
  for (const each of kinds) {
    const kind = Object.getPrototypeOf(each) as { constructor: object };
    Object.defineProperty(kind, 'constructor', { value: counted(kind.constructor), configurable: true, writable: true });
  }
  for (const name of ['setTimeout', 'setInterval']) {
    const timer = scope[name] as (work: unknown, ...more: unknown[]) => number;
    scope[name] = (work: unknown, ...more: unknown[]) => {
      if (typeof work !== 'function') code += 1;
      return timer.call(globalThis, work, ...more);
    };
  }
  addEventListener('securitypolicyviolation', (event) => {
    const { blockedURI } = event as SecurityPolicyViolationEvent;
    code += blockedURI === 'eval' || blockedURI === 'inline' ? 1 : 0;
  });
  setInterval(beat, BEAT);
}

function beat(): void {
  const now = performance.now();
  hang = Math.max(hang, now - last - BEAT);
  last = now;
}

export function beginWatch(): void {
  last = performance.now();
  hang = 0;
  code = 0;
}

export function endWatch(): Watched {
  beat();
  return { hang: Math.round(hang), code };
}
