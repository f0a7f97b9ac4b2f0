/** `true` when two types are the same but for `readonly`; a key missing on one side, optional or not, makes it `false`. */
export type Same<A, B> = Equal<Frozen<A>, Frozen<B>>

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T
