/** Rows as columns of text, each as wide as its widest cell, three blanks between them. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 3))
      .join('')
      .trimEnd();
  return `${all.map(line).join('\n')}\n`;
}

/** Cuts a text to `width` characters, the last one an ellipsis when something is missing. */
export const shorten = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

/** The twelve digits that people read instead of 64. */
export const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12);
