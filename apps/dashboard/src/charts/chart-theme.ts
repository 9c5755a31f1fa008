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

/** Reads the tokens. A canvas cannot take `var()` or `light-dark()`, so the browser resolves them on an element. */
export function readChartTheme(host: HTMLElement): ChartTheme {
  const probe = document.createElement('span');
  host.append(probe);
  const known = new Map<string, string>();
  const color = (token: string) => {
    const cached = known.get(token);
    if (cached !== undefined) return cached;
    host.append(probe);
    probe.style.color = `var(--${token})`;
    const resolved = getComputedStyle(probe).color;
    probe.remove();
    known.set(token, resolved);
    return resolved;
  };
  const theme = {
    ink: color('ink'),
    quiet: color('ink-3'),
    line: color('line'),
    panel: color('bg'),
    fontFamily: getComputedStyle(document.body).fontFamily,
    monoFamily: resolvedMono(host),
    color,
  };
  probe.remove();
  return theme;
}

function resolvedMono(host: HTMLElement): string {
  const code = document.createElement('code');
  host.append(code);
  const family = getComputedStyle(code).fontFamily;
  code.remove();
  return family;
}

/** The same color, let through: how a bucket looks that is not over yet. */
export function faded(color: string): string {
  const numbers = color.match(/[\d.]+/g);
  if (numbers === null || numbers.length < 3) return color;
  return `rgba(${numbers[0]}, ${numbers[1]}, ${numbers[2]}, 0.45)`;
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
