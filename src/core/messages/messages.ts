/** Every message as a function: `m.name(values, { locale })`. Never index it: that would pull in every text. */
export { m } from './generated/messages';
