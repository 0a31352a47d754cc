/** Characters that XML 1.0 does not hold; lone halves of surrogate pairs among them. */
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text without the characters that XML cannot hold. */
export const fitForXml = (text: string): string => text.replace(UNFIT, '');

/** A text as it stands in XML or HTML, between tags or in a quoted attribute. */
export const escapeMarkup = (text: string): string => fitForXml(text).replace(/[&<>"']/g, (sign) => SIGNS[sign]!);
