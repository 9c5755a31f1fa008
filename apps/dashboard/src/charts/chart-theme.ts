/** The tokens as a canvas needs them: colors that are worked out, for the theme in force. */
export interface ChartTheme {
  ink: string;
  quiet: string;
  line: string;
  panel: string;
  fontFamily: string;
  monoFamily: string;
  color: (token: string) => string;
}

/**
 * Reads the tokens, `colors` among them. A canvas cannot take `var()` or `light-dark()`, so the browser resolves them on
 * elements: all in one go, since every look at a changed page has it styled anew.
 */
export function readChartTheme(host: HTMLElement, colors: readonly string[]): ChartTheme {
  const tokens = [...new Set(['ink', 'ink-3', 'line', 'bg', ...colors])];
  const probe = document.createElement('span');
  probe.hidden = true;
  for (const token of tokens) {
    const swatch = document.createElement('i');
    swatch.style.color = `var(--${token})`;
    probe.append(swatch);
  }
  const code = document.createElement('code');
  probe.append(code);
  host.append(probe);
  const resolved = new Map(
    tokens.map((token, place) => [token, getComputedStyle(probe.children[place] ?? probe).color]),
  );
  const color = (token: string) => resolved.get(token) ?? '';
  const theme = {
    ink: color('ink'),
    quiet: color('ink-3'),
    line: color('line'),
    panel: color('bg'),
    fontFamily: getComputedStyle(probe).fontFamily,
    monoFamily: getComputedStyle(code).fontFamily,
    color,
  };
  probe.remove();
  return theme;
}

/** The same color, let through: a veil over a bucket that is not over yet. */
export function faded(color: string): string {
  const numbers = color.match(/[\d.]+/g);
  if (numbers === null || numbers.length < 3) return color;
  return `rgba(${numbers[0]}, ${numbers[1]}, ${numbers[2]}, 0.6)`;
}

/** Calls back whenever light turns to dark or back, by the switch or by the system. */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', callback);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', callback);
  };
}
