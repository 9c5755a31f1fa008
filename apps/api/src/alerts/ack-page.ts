const words = {
  ask: {
    title: 'Do you have this alert in hand?',
    text: 'Say so, and the others who got the message know that somebody is on it.',
  },
  done: {
    title: 'You have it',
    text: 'The alert is marked as acknowledged. It ends by itself when things are well again.',
  },
  over: { title: 'It is over already', text: 'This alert has ended, so there is nothing to acknowledge.' },
  'no-link': {
    title: 'This link does not work',
    text: 'It is older than a week, or a part of it is missing. Open the alert in Turnaway instead.',
  },
} as const;

/** The page behind a link that acknowledges an alert. It names nothing of the alert: whoever has the link sees it. */
export function ackPage(about: keyof typeof words): string {
  const { title, text } = words[about];
  const form = about === 'ask' ? '<form method="post"><button>I have it</button></form>' : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1.5rem;
  color: #1c1d22; background: #fff }
button { font: inherit; padding: 0.5rem 1rem; border: 0; border-radius: 6px; color: #fff; background: #2457d6 }
@media (prefers-color-scheme: dark) { body { color: #ececf1; background: #131418 } }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
${form}
</main>
</body>
</html>
`;
}
