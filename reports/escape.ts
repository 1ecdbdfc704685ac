// Control characters besides tab, line feed and carriage return; halves of characters; the two non-characters.
const forbidden = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;
const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Text for the inside of XML and HTML elements and attributes. Characters that XML 1.0 forbids (§2.2, and a few more)
 * become the replacement character: what a runtime prints must not make the report unreadable.
 */
export const escapeMarkup = (text: string): string =>
  text.replace(forbidden, '�').replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
