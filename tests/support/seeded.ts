/** `SEED` of the run, printed by `npm test` and `npm run torture`; one number repeats every random test of it. */
const seed = Number(process.env['SEED'] ?? 20_261_122);

/** Options of a property test: `npm run torture` runs `all`, `npm test` a tenth. */
export const runs = (all: number): { seed: number; numRuns: number } => ({
  seed,
  numRuns: process.env['TORTURE'] ? all : Math.ceil(all / 10),
});
