// Stands in for the `prop-types` typings, which Debian's React typings name but do not bring.
export interface Validator<T> { (props: object, name: string): Error | null; readonly type?: T }
export interface Requireable<T> extends Validator<T | undefined | null> { isRequired: Validator<NonNullable<T>> }
export type ValidationMap<T> = { [K in keyof T]?: Validator<T[K]> };
export type WeakValidationMap<T> = { [K in keyof T]?: Validator<T[K]> };
export type InferProps<T> = { [K in keyof T]: unknown };
export type ReactComponentLike = unknown;
export type ReactElementLike = unknown;
export type ReactNodeLike = unknown;
export const any: Requireable<unknown>, array: Requireable<unknown[]>, bool: Requireable<boolean>, func: Requireable<Function>,
  number: Requireable<number>, object: Requireable<object>, string: Requireable<string>, node: Requireable<unknown>, element: Requireable<unknown>,
  instanceOf: Function, oneOf: Function, oneOfType: Function, arrayOf: Function, objectOf: Function, shape: Function, exact: Function;
