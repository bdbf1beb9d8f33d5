/** True for an error of the system with this code, such as `ENOENT`, from whatever realm it was thrown. */
export function isSystemError(fault: unknown, code: string): boolean {
  return typeof fault === "object" && fault !== null && "code" in fault && fault.code === code;
}
