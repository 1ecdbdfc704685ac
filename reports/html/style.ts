/** Light and dark by the reader's preference; verdicts are told by word and colour, never by colour alone. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2128; --soft: #59636e; --line: #d1d9e0; --paper: #fff; --tint: #f6f8fa; --link: #0757ba;
  --passed: #1a7f37; --failed: #c4232e; --broken: #8250df; --environment: #9a6700; --not-run: #9a6700; --not-claimed: #6e7781; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --paper: #0d1117; --tint: #161b22; --link: #6cb0ff;
  --passed: #3fb950; --failed: #ff6a61; --broken: #bc8cff; --environment: #d9a520; --not-run: #d9a520; --not-claimed: #8b949e; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 68rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; } .skip:focus { position: static; }
.kind { margin: 0; color: var(--soft); letter-spacing: .02em; }
h1 { margin: 0; font-size: 2.2rem; line-height: 1.2; } .version { color: var(--soft); font-weight: 400; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.4rem; } h3 { margin: 1.75rem 0 .5rem; font-size: 1rem; color: var(--soft); letter-spacing: .05em; }
.verdict { margin: 1rem 0; padding: .75rem 1rem; border-radius: .5rem; border-left: .5rem solid; background: var(--tint); font-size: 1.25rem; font-weight: 600; }
.verdict::first-letter { text-transform: uppercase; }
.verdict.conformant { border-color: var(--passed); color: var(--passed); }
.verdict.non-conformant { border-color: var(--failed); color: var(--failed); }
.verdict.incomplete { border-color: var(--environment); color: var(--environment); }
.reasons { margin: 0 0 1rem; } .reasons li { white-space: pre-line; }
dl { display: grid; gap: .25rem 1rem; margin: 0; } dl div { display: grid; grid-template-columns: 8rem 1fr; } dt { color: var(--soft); } dd { margin: 0; }
.areas { border-collapse: collapse; width: 100%; } .areas th, .areas td { padding: .3rem .5rem; border-bottom: 1px solid var(--line); text-align: left; }
.areas thead th { color: var(--soft); font-weight: 400; } .areas th[scope=row] { font-weight: 600; width: 7rem; } .number { text-align: right !important; font-variant-numeric: tabular-nums; white-space: nowrap; width: 6rem; }
.bar { display: flex; flex-wrap: wrap; gap: 3px; } .mark { display: inline-block; width: 1.35rem; height: 1rem; border-radius: 3px; background: var(--paper); border: 2px solid; }
.mark span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.mark.passed { background: var(--passed); border-color: var(--passed); } .mark.failed { background: var(--failed); border-color: var(--failed); }
.mark.broken { background: var(--broken); border-color: var(--broken); } .mark.environment { border-color: var(--environment); }
/* A sign besides the colour, for readers who cannot tell red from green. */
.mark.failed::after, .mark.broken::after { content: '✗'; display: block; color: #fff; font: 700 .7rem/.7rem system-ui; text-align: center; } .mark.broken::after { content: '!'; }
.mark.not-run { border-color: var(--not-run); border-style: dashed; } .mark.not-claimed { border-color: var(--not-claimed); border-style: dotted; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 .75rem; color: var(--soft); font-size: .875rem; } .legend .mark { vertical-align: -.15rem; margin-right: .4rem; }
.filter { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; padding: .6rem 0; background: var(--paper); border-bottom: 1px solid var(--line); }
.filter[hidden] { display: none; } input[type=search] { width: 16rem; max-width: 60vw; } input, button { font: inherit; } output { color: var(--soft); }
.clause { border: 1px solid var(--line); border-left: 4px solid var(--line); border-radius: .375rem; margin: .4rem 0; padding: 0 .9rem; scroll-margin-top: 4rem; }
.clause.failed { border-left-color: var(--failed); } .clause.broken { border-left-color: var(--broken); } .clause.environment, .clause.not-run { border-left-color: var(--environment); }
.clause > summary { margin: 0 -.9rem; padding: .45rem .9rem; cursor: pointer; } .clause[open] { padding-bottom: .75rem; }
.level { float: right; color: var(--soft); font-size: .8rem; line-height: 1.9; }
.badge { display: inline-block; min-width: 5.2rem; padding: 0 .45rem; border: 1px solid; border-radius: 1rem; text-align: center; font-size: .78rem; line-height: 1.5; }
.badge.passed { color: var(--passed); } .badge.failed { color: var(--failed); font-weight: 700; } .badge.broken { color: var(--broken); font-weight: 700; }
.badge.environment, .badge.not-run { color: var(--environment); } .badge.not-claimed { color: var(--not-claimed); }
blockquote { margin: .5rem 0; padding: .2rem 0 .2rem 1rem; border-left: 3px solid var(--line); }
.why { margin: .25rem 0; } .origin, .place { color: var(--soft); font-size: .85rem; overflow-wrap: anywhere; } .origin { margin: .25rem 0 .5rem; }
.scenarios { margin: .75rem 0 0; padding: 0; list-style: none; } .scenarios > li { margin: .5rem 0; }
.steps { list-style: none; margin: .5rem 0 .5rem 1rem; padding: 0; } .steps li::before { display: inline-block; width: 1.4rem; content: '·'; color: var(--soft); }
.steps .held::before { content: '✓'; color: var(--passed); } .steps .broke { font-weight: 600; } .steps .broke::before { content: '✗'; color: var(--failed); } .steps .untried { color: var(--soft); }
pre { margin: .4rem 0 .4rem 1rem; padding: .6rem .8rem; border-radius: .375rem; background: var(--tint); font: .85rem/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.reason { border-left: 3px solid var(--failed); } .evidence { margin-left: 1rem; } .evidence > summary { cursor: pointer; color: var(--link); font-size: .9rem; } .evidence pre { max-height: 24rem; overflow: auto; margin-left: 0; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; } .digest { font: .75rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
@media (max-width: 40rem) { body { padding: 1rem; } dl div { grid-template-columns: 1fr; } dt { font-size: .85rem; } .level { float: none; } }
@media print { body { max-width: none; font-size: 11pt; } .filter, .skip { display: none !important; } .clause { break-inside: avoid; } .evidence pre { max-height: none; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
