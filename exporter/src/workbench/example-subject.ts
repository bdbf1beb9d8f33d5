/** A subject that a stream's pattern matches: bound tokens stand for themselves, `iot.sensor.{device}` gives `iot.sensor.device`. */
export function exampleSubject(pattern: string): string {
  return pattern.split(".").map((token) => token.replace(/^\{(\w+)\}$/, "$1").replace(/^[*>]$/, "any")).join(".");
}
