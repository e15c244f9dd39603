/** "Jose" of "José", in letters of one code point each. */
export const withoutAccents = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "");
