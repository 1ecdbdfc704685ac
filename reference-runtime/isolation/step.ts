/** One operation of init: its name and arguments (native/README.md lists them). */
export type Step = readonly [name: string, ...argv: string[]];
