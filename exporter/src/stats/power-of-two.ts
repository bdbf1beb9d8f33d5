/**
 * 2 to the power of any finite exponent, exact for whole ones. `**` is not the same on every version of Node.js where an
 * exponent has a fraction: V8 changed the last bit of its answers between Node 20 and 24. What the fold keeps must not depend on it.
 */
export function powerOfTwo(exponent: number): number {
  const whole = Math.trunc(exponent);
  return 2 ** whole * Math.exp(Math.LN2 * (exponent - whole));
}
