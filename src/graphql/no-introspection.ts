import { GraphQLError, type ValidationRule } from "graphql";
import { AppError } from "../errors.js";

/** Where INTROSPECTION is off: nobody is told what there is to ask for. `__typename` tells nothing new. */
export const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value !== "__schema" && node.name.value !== "__type") return;
    const error = new AppError("FORBIDDEN", "The schema cannot be asked for here; it is published as schema.graphql.", {
      field: node.name.value,
      reason: "INTROSPECTION_OFF",
    });
    context.reportError(new GraphQLError(error.message, { nodes: node, originalError: error }));
  },
});

/** graphql-js offers names that are alike, which is introspection guess by guess. */
export const withoutSuggestions = (message: string): string => message.replace(/ Did you mean [^?]*\?/, "");
