/**
 * GraphQL's complaints about a request quote what was sent, which may be a name or what somebody said, and end up in other
 * programs' logs. The field is named without it, and the sender knows the value.
 */
export const withoutValues = (message: string): string =>
  QUOTATIONS.reduce((text, [quoting, without]) => text.replace(quoting, without), message);

const QUOTATIONS: readonly (readonly [RegExp, string])[] = [
  [/ got invalid value [\s\S]*?( at "[\w.[\]]+")?;/, " got a wrong value$1;"],
  [/( cannot represent) (?:value|non string or Date type:?)\b[\s\S]*$/, "$1 this value."],
  [/( cannot represent (?:an? )?[\w -]*?)(?: value)?: [\s\S]*$/, "$1 value."],
  [/( cannot represent an invalid date[\w-]*)[\s\S]*$/, "$1."],
  [/Value "[\s\S]*?" does not exist in/, "This value does not exist in"],
  [/(Expected value of type "[^"]*"), found [\s\S]*$/, "$1."],
  [/^(Syntax Error: [\s\S]*?\b(?:String|BlockString|Int|Float)) "?[\s\S]*$/, "$1."],
];
