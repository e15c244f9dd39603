import { expect, it } from "@jest/globals";
import { type FieldNode, type FragmentDefinitionNode, Kind, parse } from "graphql";
import { selectedFields } from "./selection.js";

function selectionOf(text: string) {
  const document = parse(text);
  const fragments: Record<string, FragmentDefinitionNode> = {};
  let fieldNodes: FieldNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      fieldNodes = definition.selectionSet.selections.filter(
        (selection): selection is FieldNode => selection.kind === Kind.FIELD,
      );
    }
  }
  return { fieldNodes, fragments };
}

it.each<[string, string[], string[]]>([
  ["{ list { edges { node { id name } } } }", ["edges", "node"], ["id", "name"]],
  ["{ list { pageInfo { endCursor } } }", ["edges", "node"], []],
  ["{ list }", ["edges", "node"], []],
  ["{ a: list { b: edges { c: node { d: id } } } }", ["edges", "node"], ["id"]],
  ["{ list { edges { node { id } } edges { node { name } } } }", ["edges", "node"], ["id", "name"]],
  ["{ list { edges { node { id } } } list { edges { node { name } } } }", ["edges", "node"], ["id", "name"]],
  [
    "{ list { ...L } } fragment L on List { edges { ... on Edge { node { ...N ... { n } } } } } fragment N on Node { id }",
    ["edges", "node"],
    ["id", "n"],
  ],
  ["{ list { edges { node { id @skip(if: true) } } } }", ["edges", "node"], ["id"]],
  ["{ list { ...Missing } }", ["edges"], []],
  ["{ list { edges { node { id } } } }", [], ["edges"]],
])("%s at %j asks for %j", (text, path, names) => {
  const selection = selectionOf(text);
  expect([...selectedFields(selection, path)]).toEqual(names);
  expect([...selectedFields(selection, path)]).toEqual(names);
});
