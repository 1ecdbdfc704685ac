/** Comfort for readers with scripts: finding, filtering, opening what a link points to, printing everything. */
export const script = `
const form = document.querySelector('.filter');
const clauses = [...document.querySelectorAll('details.clause')];
const words = new Map(clauses.map((clause) => [clause, clause.textContent.toLowerCase()]));
const apply = () => {
  const wanted = form.words.value.trim().toLowerCase().split(/\\s+/);
  let shown = 0;
  for (const clause of clauses) {
    const fits = wanted.every((word) => words.get(clause).includes(word));
    clause.hidden = !fits || (form.trouble.checked && clause.classList.contains('passed'));
    if (!clause.hidden) shown += 1;
  }
  for (const area of document.querySelectorAll('section.area'))
    area.hidden = !area.querySelector('details.clause:not([hidden])');
  form.count.textContent = shown + ' of ' + clauses.length + ' clauses';
};
form.hidden = false;
form.addEventListener('input', apply);
form.addEventListener('submit', (event) => event.preventDefault());
form.open.addEventListener('click', () => {
  const open = form.open.textContent === 'Open all';
  for (const clause of clauses) clause.open = open;
  form.open.textContent = open ? 'Close all' : 'Open all';
});
const reveal = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) { target.hidden = false; target.open = true; target.scrollIntoView(); }
};
addEventListener('hashchange', reveal);
addEventListener('beforeprint', () => { for (const clause of clauses) clause.open = true; });
apply();
reveal();
`;
