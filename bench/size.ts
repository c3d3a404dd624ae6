/** How much is measured on how much data. */
export interface Size {
  readonly users: number;
  /** Of each of them. */
  readonly tasks: number;
  /** Of one user besides. */
  readonly bigTasks: number;
  /** One after another, and as many again before to warm up, but no more than 200. */
  readonly requests: number;
  readonly clients: number;
  /** For which all clients ask at once. */
  readonly seconds: number;
  /** How far down a list the deep page is, in pages. */
  readonly deepPage: number;
}

/** As the targets have it. */
export const FULL: Size = {
  users: 100,
  tasks: 10_000,
  bigTasks: 100_000,
  requests: 500,
  clients: 100,
  seconds: 10,
  deepPage: 100,
};

/** To see that it works: its figures mean nothing. */
export const QUICK: Size = {
  users: 3,
  tasks: 150,
  bigTasks: 300,
  requests: 10,
  clients: 5,
  seconds: 0.3,
  deepPage: 3,
};
