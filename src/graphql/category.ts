import { Extensions } from 'type-graphql';

/** Where a root mutation finds the case or record that its decision rests on: a dotted path into the arguments. */
export type Target =
  | { readonly kind: 'none' }
  | { readonly kind: 'case'; readonly path: string }
  | { readonly kind: 'record'; readonly path: string; readonly type: string }
  /** The argument at `typePath` names the record's type. */
  | { readonly kind: 'any-record'; readonly path: string; readonly typePath: string };

declare module 'graphql' {
  /* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unused-vars -- the declaration that this one extends has these parameters */
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs = any> {
    readonly category?: string;
    /** The field lists rows, each of which its own existence category admits. */
    readonly rows?: boolean;
    readonly target?: Target;
  }
  /* eslint-enable */
  interface GraphQLInputFieldExtensions {
    readonly category?: string;
  }
}

type AnyDecorator = ClassDecorator & PropertyDecorator & MethodDecorator;

/** What the datum is; `policies/` says who may see it. Every field carries exactly one. */
export const Category = (category: string): AnyDecorator => Extensions({ category });

/** A list of rows: those whose existence category is withheld are not in it, so the list itself is never withheld. */
export const Rows = (existence: string): AnyDecorator => Extensions({ category: existence, rows: true });

/** A root mutation: the whole decision falls here, before anything runs. */
export const Write = (category: string, target: Target): AnyDecorator => Extensions({ category, target });
