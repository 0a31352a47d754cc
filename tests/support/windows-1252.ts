/** What windows-1252 has from 0x80 to 0x9f, by the code page's own table; the five places without a character stay control characters. */
export const WINDOWS_FROM_80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
