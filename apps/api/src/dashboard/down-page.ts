/** A page for people, for the time that the dashboard does not answer. Needs nothing but itself. */
export function dashboardDownPage(requestId: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The dashboard is not answering</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1.5rem;
  color: #1c1d22; background: #fff }
code { font-size: 0.875em }
@media (prefers-color-scheme: dark) { body { color: #ececf1; background: #131418 } }
</style>
</head>
<body>
<h1>The dashboard is not answering</h1>
<p>Sign-in logs are still taken in, and nothing is lost. It may just be starting: reload this page in a few
seconds. If it stays like this, look at the dashboard's log on the server.</p>
<p><code>request ${requestId}</code></p>
</body>
</html>
`;
}
