import type { Token } from './tokens';

const contrast = (a: Token, b: Token): string =>
  `((max(luminance(${a}), luminance(${b})) + 0.05) / (min(luminance(${a}), luminance(${b})) + 0.05))`;

/** The ink that reads best on a step of the sequential scale, as an expression. WCAG 2.2 contrast of both inks, in the theme on screen. */
const readableOn = (step: number): string => {
  const ground = `seq${step}` as Token;
  return `(${contrast('ink', ground)} >= ${contrast('onSeq', ground)} ? ink : onSeq)`;
};

/** Colour of a figure inside a mark whose row says its `step` (1–7, 0 = paper, grey figure). */
export const readable = {
  expr: [5, 6, 7].reduceRight(
    (rest, step) => `datum.step === ${step} ? ${readableOn(step)} : ${rest}`,
    `(datum.step === 4 ? ${readableOn(4)} : datum.step === 0 ? ink3 : ink)`,
  ),
};

/** Fill of such a mark. */
export const stepFill = {
  expr: [1, 2, 3, 4, 5, 6, 7].reduceRight((rest, step) => `datum.step === ${step} ? seq${step} : ${rest}`, 'paper'),
};
