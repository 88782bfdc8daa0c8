/** Nominal types over primitives: a brand costs nothing at run time and keeps units and ids from being mixed up. */
declare const brand: unique symbol

export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
