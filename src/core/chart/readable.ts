import type { Token } from './tokens';

const contrast = (a: Token, b: Token): string =>
  `((max(luminance(${a}), luminance(${b})) + 0.05) / (min(luminance(${a}), luminance(${b})) + 0.05))`;

/** The ink that reads best on a colour, as an expression. WCAG 2.2 contrast of both inks, in the theme on screen. */
const readableOn = (ground: Token): string => `(${contrast('ink', ground)} >= ${contrast('onSeq', ground)} ? ink : onSeq)`;
const sequential = (step: number): string => readableOn(`seq${step}` as Token);

/** Colour of a figure inside a mark whose row says its `step` (1–7, 0 = paper, grey figure). */
export const readable = {
  expr: [5, 6, 7].reduceRight(
    (rest, step) => `datum.step === ${step} ? ${sequential(step)} : ${rest}`,
    `(datum.step === 4 ? ${sequential(4)} : datum.step === 0 ? ink3 : ink)`,
  ),
};

const STEPS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Fill of such a mark. */
export const stepFill = {
  expr: STEPS.reduceRight<string>((rest, step) => `datum.step === ${step} ? seq${step} : ${rest}`, 'paper'),
};

/** The same two on the diverging scale, whose middle step is 4. */
export const divergingReadable = {
  expr: STEPS.reduceRight<string>((rest, step) => `datum.step === ${step} ? ${readableOn(`div${step}`)} : ${rest}`, 'ink3'),
};
export const divergingFill = {
  expr: STEPS.reduceRight<string>((rest, step) => `datum.step === ${step} ? div${step} : ${rest}`, 'paper'),
};
