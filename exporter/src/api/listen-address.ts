/** Where a server listens. */
export interface ListenAddress {
  /** Undefined = every interface. */
  readonly host: string | undefined;
  /** 0 = any free one. */
  readonly port: number;
}

/** Eddy can't listen where it was told to. */
export class ListenError extends Error {
  override readonly name = "ListenError";
  readonly code = "listen_failed";
}

/** Reads `127.0.0.1:10333`, `[::1]:10333`, `localhost:0` or `:10333` (every interface). Throws a ListenError. */
export function parseListenAddress(text: string): ListenAddress {
  const [, inBrackets, host, port] = /^(?:\[([0-9a-fA-F:.%a-z]+)\]|([^\s:[\]]*)):(\d{1,5})$/.exec(text) ?? [];
  if (port === undefined || Number(port) > 65_535) {
    throw new ListenError(`--web.listen-address must be HOST:PORT such as 127.0.0.1:10333 or [::1]:10333, got ${JSON.stringify(text)}`);
  }
  const name = inBrackets ?? host ?? "";
  return { host: name === "" ? undefined : name, port: Number(port) };
}
