/** The address that senders reach this install by, in the parts that their configurations want. */
export interface InstallAddress {
  /** Such as `https://turnaway.example.com`, with no slash at the end. */
  base: string;
  /** Where any sender may post. */
  ingest: string;
  host: string;
  port: number;
  isSecure: boolean;
}

/** Takes an http or https address apart. */
export function installAddressOf(publicUrl: string): InstallAddress {
  const { origin, hostname, port, protocol } = new URL(publicUrl);
  const isSecure = protocol === 'https:';
  return {
    base: origin,
    ingest: `${origin}/ingest`,
    host: hostname,
    port: port === '' ? (isSecure ? 443 : 80) : Number(port),
    isSecure,
  };
}
