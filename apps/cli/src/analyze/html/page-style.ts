/** The page's looks: the product's own tokens, in light and dark, with the reader's own fonts. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --font: Geist, system-ui, sans-serif; --mono: "Geist Mono", ui-monospace, monospace;
  --bg: #ffffff; --panel: #fafafa; --line: #e7e7ea; --ink: #18181b; --ink-2: #5b5b66; --ink-3: #6b6b76;
  --accent: #2456d6; --good: #14804a; --bad: #c2241c;
  --user-credential: #3b6fd4; --account-state: #1f4496; --mfa: #4fa3c7; --user-declined: #9db8e8;
  --access-policy: #d9901a; --consent: #f0c36a; --client-credential: #b8327c; --app-config: #e08bb5;
  --idp-config: #7a5bc4; --token-lifecycle: #b9a6e6; --service-fault: #157f6b; --throttling: #77c2ad;
  --security-threat: #cf2e22; --expected-step: #c9c9d1; --unclassified: #8a8a94;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #111113; --panel: #17171a; --line: #29292e; --ink: #ececf1; --ink-2: #a5a5b0; --ink-3: #8a8a96;
    --accent: #7da2ff; --good: #4cc38a; --bad: #ff7369;
    --user-credential: #6b98f0; --account-state: #4669c2; --mfa: #74bfdf; --user-declined: #4d6596;
    --access-policy: #e8a83f; --consent: #8f7438; --client-credential: #dd5fa2; --app-config: #8d4a6c;
    --idp-config: #9c82e0; --token-lifecycle: #5f5190; --service-fault: #37b397; --throttling: #2c6b5b;
    --security-threat: #f0574b; --expected-step: #4a4a52; --unclassified: #6d6d78;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 14px/1.5 var(--font); }
main { max-width: 1180px; margin: 0 auto; padding: 24px 24px 64px; }
h1 { font-size: 20px; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 14px; margin: 0 0 8px; }
h2 small { font-weight: 400; color: var(--ink-3); font-size: 13px; margin-left: 6px; }
p { margin: 0 0 8px; max-width: 78ch; }
section { margin-top: 40px; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.quiet { color: var(--ink-3); font-size: 13px; }
.figures { display: flex; flex-wrap: wrap; gap: 8px 40px; margin: 24px 0 0; padding: 16px 0; border-block: 1px solid var(--line); }
.figures div { display: flex; flex-direction: column-reverse; }
.figures dt { color: var(--ink-3); font-size: 13px; }
.figures dd { margin: 0; font-size: 28px; line-height: 1.2; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.figures .bad dd { color: var(--bad); }
.out { margin: 0; padding: 0; list-style: none; }
.out li { padding: 6px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.chart { display: none; position: relative; height: 220px; margin: 4px 0 8px; }
.drawn .chart { display: block; }
.chart canvas { position: absolute; inset: 0; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0 0 8px; padding: 0; list-style: none; font-size: 13px; color: var(--ink-2); }
.square { display: inline-block; width: 9px; height: 9px; border-radius: 2px; margin-right: 6px; background: var(--ink-3); }
[data-token="user-credential"] { background: var(--user-credential); }
[data-token="account-state"] { background: var(--account-state); }
[data-token="mfa"] { background: var(--mfa); }
[data-token="user-declined"] { background: var(--user-declined); }
[data-token="access-policy"] { background: var(--access-policy); }
[data-token="consent"] { background: var(--consent); }
[data-token="client-credential"] { background: var(--client-credential); }
[data-token="app-config"] { background: var(--app-config); }
[data-token="idp-config"] { background: var(--idp-config); }
[data-token="token-lifecycle"] { background: var(--token-lifecycle); }
[data-token="service-fault"] { background: var(--service-fault); }
[data-token="throttling"] { background: var(--throttling); }
[data-token="security-threat"] { background: var(--security-threat); }
[data-token="expected-step"] { background: var(--expected-step); }
[data-token="unclassified"] { background: var(--unclassified); }
[data-token="good"] { background: var(--good); }
[data-token="bad"] { background: var(--bad); }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { font-weight: 400; font-size: 13px; color: var(--ink-3); text-align: left; padding: 4px 0 4px 16px; border-bottom: 1px solid var(--line); white-space: nowrap; }
td { padding: 6px 0 6px 16px; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th:first-child, td:first-child { padding-left: 0; }
.number { text-align: right; white-space: nowrap; width: 1%; }
.mono { font-family: var(--mono); font-size: 12px; color: var(--ink-3); overflow-wrap: anywhere; }
.name { font-weight: 600; }
.bar { width: 24%; min-width: 48px; }
.bar svg { display: block; width: 100%; height: 9px; margin-top: 6px; }
.bar rect { fill: var(--accent); }
.thirds { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 40px; }
.halves { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 40px; }
.halves section, .thirds section { margin-top: 0; }
.group { margin-top: 40px; }
details summary { cursor: pointer; color: var(--ink-2); font-size: 13px; width: fit-content; }
details[open] summary { margin-bottom: 8px; }
details ol { margin: 4px 0 8px; padding-left: 22px; max-width: 78ch; }
td details { margin-top: 4px; }
.table-of-chart { max-height: 360px; overflow: auto; }
pre { margin: 4px 0 0; font: 12px/1.5 var(--mono); color: var(--ink-3); white-space: pre-wrap; overflow-wrap: anywhere; }
footer { margin-top: 64px; padding-top: 16px; border-top: 1px solid var(--line); }
@media (max-width: 900px) {
  main { padding: 16px 16px 48px; }
  .thirds, .halves { grid-template-columns: minmax(0, 1fr); }
  .figures { gap: 12px 28px; }
  .figures dd { font-size: 22px; }
}
@media (max-width: 560px) {
  .wide { display: none; }
  td, th { padding-left: 10px; }
}
@media print {
  .chart { break-inside: avoid; }
}
`;
