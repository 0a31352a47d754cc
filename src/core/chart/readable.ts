import type { Token } from './tokens';

const contrast = (a: Token, b: Token): string =>
  `((max(luminance(${a}), luminance(${b})) + 0.05) / (min(luminance(${a}), luminance(${b})) + 0.05))`;

/** The ink that reads best on a colour, as an expression. WCAG 2.2 contrast of both inks, in the theme on screen. */
const readableOn = (ground: Token): string => `${contrast('ink', ground)} >= ${contrast('onSeq', ground)} ? ink : onSeq`;

const STEPS = [1, 2, 3, 4, 5, 6, 7] as const;
const paramsOn = (scale: 'seq' | 'div') => STEPS.map((step) => ({ name: `on_${scale}${step}`, expr: readableOn(`${scale}${step}`) }));
const paramOf = (scale: 'seq' | 'div', otherwise: string): string =>
  STEPS.reduceRight<string>((rest, step) => `datum.step === ${step} ? on_${scale}${step} : ${rest}`, otherwise);

/** Params of a spec that uses `readable` or `divergingReadable`: the inks are chosen once, not for every figure. */
export const readableParams = paramsOn('seq');
export const divergingParams = paramsOn('div');

/** Colour of a figure inside a mark whose row says its `step` (1–7, 0 = paper, grey figure). */
export const readable = { expr: paramOf('seq', 'ink3') };

/** Fill of such a mark. */
export const stepFill = {
  expr: STEPS.reduceRight<string>((rest, step) => `datum.step === ${step} ? seq${step} : ${rest}`, 'paper'),
};

/** The same two on the diverging scale, whose middle step is 4. */
export const divergingReadable = { expr: paramOf('div', 'ink3') };
export const divergingFill = {
  expr: STEPS.reduceRight<string>((rest, step) => `datum.step === ${step} ? div${step} : ${rest}`, 'paper'),
};
