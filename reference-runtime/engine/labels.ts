/** Whether `wanted`, a name or `name=value`, is among the labels. */
export function hasLabel(labels: Readonly<Record<string, string>>, wanted: string): boolean {
  const cut = wanted.indexOf('=');
  if (cut < 0) return Object.hasOwn(labels, wanted);
  return labels[wanted.slice(0, cut)] === wanted.slice(cut + 1);
}
