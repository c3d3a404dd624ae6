/** Gives a value its place in a statement, such as `$3`: nothing that a person wrote gets into SQL any other way. */
export type Param = (value: unknown) => string;

/** Collects the values of a statement whose first is the user. */
export function statementFor(userId: string): { readonly param: Param; readonly values: readonly unknown[] } {
  const values: unknown[] = [userId];
  return { values, param: (value) => `$${values.push(value)}` };
}
