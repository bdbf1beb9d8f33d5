/** Variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The one place where the environment is read: flags and eddy.yml get it from here. */
export const environment: Environment = process.env;
