const parameter = /[?&]authError=([\w-]{8,2048})/g;

/**
 * The codes in Google's parameter `authError`, which holds them in base64 among other bytes, as `error=…`. None where
 * the text has no such parameter or it holds something else.
 */
export function readAuthErrors(text: string): string[] {
  return [...text.matchAll(parameter)].flatMap(([, value = '']) => {
    const base64 = value.replaceAll('-', '+').replaceAll('_', '/');
    // A cut or odd value still begins with its code.
    const bytes = atob(base64.slice(0, base64.length - (base64.length % 4)));
    const code = /[a-z][a-z_]{4,63}/.exec(bytes)?.[0];
    return code === undefined ? [] : [`error=${code}`];
  });
}
