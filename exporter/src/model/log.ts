/**
 * Where things are told to the operator. Messages are constant and what varies goes into fields,
 * so that lines group; no secrets. Warn = surprising and recovered, error = data lost or an operator needed.
 */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
