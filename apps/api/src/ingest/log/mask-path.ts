const pathLengthMax = 300;
const parametersMax = 10;
/** What our keys begin with, and what a text has to have to be one. */
const keyLike = /^twi_/;
const mask = '[key]';

/**
 * The address of a request as it may be kept: keys in its path masked, of its query the names alone. `keys` are the
 * texts that the request shows as keys, ours or not.
 */
export function maskPath(url: string, keys: ReadonlySet<string>): string {
  const [path = '', query = ''] = url.split('?', 2);
  const isKey = (text: string) => keys.has(text) || keyLike.test(text);
  const segments = path.split('/').map((segment) => (isKey(decode(segment)) ? mask : segment));
  const names = query
    .split('&', parametersMax)
    .filter((parameter) => parameter !== '')
    .map((parameter) => {
      const [name = '', value = ''] = parameter.split('=', 2);
      return isKey(decode(value)) ? `${name}=${mask}` : `${name}=…`;
    });
  const masked = segments.join('/') + (names.length > 0 ? `?${names.join('&')}` : '');
  return masked.slice(0, pathLengthMax);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Half a percent sign is no key.
    return text;
  }
}
