import { expect, it } from "@jest/globals";
import { refuseDeepNesting } from "./nesting.js";

const deep = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels);

it.each([
  ["{", "}"],
  ["[", "]"],
  ["(", ")"],
])("refuses %s more than 200 deep, and takes any number beside each other", (open, close) => {
  const refuse = (text: string) => () => refuseDeepNesting(text);
  expect(refuse(`{ ${deep(open, close, 200)} }`)).toThrow(
    expect.objectContaining({ code: "LIMIT_EXCEEDED", field: "query", reason: "TOO_DEEP" }),
  );
  expect(refuse(deep(open, close, 200))).not.toThrow();
  expect(refuse(`{ ${deep(open, close, 1).repeat(300)} }`)).not.toThrow();
});

it.each([
  ["a string", `"${"{".repeat(300)}"`],
  ["a string with quotes in it", `"\\"${"{".repeat(300)}"`],
  ["a block string", `"""a "${"{".repeat(300)}" b\n"""`],
  ["a comment", `# ${"{".repeat(300)}\n`],
])("leaves brackets in %s aside, and none after it", (_what, text) => {
  expect(() => refuseDeepNesting(`{ a(b: ${text}) }`)).not.toThrow();
  expect(() => refuseDeepNesting(`{ a(b: ${text} c: ${deep("[", "]", 200)}) }`)).toThrow();
});
