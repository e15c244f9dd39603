import { z } from "zod";
import { agentTool, idOf, PAGE, pageInfo, quotation } from "./agent-tool.js";

const CUSTOMER = `fragment Customer on Customer {
  id name phones
  bookings(first: 10) { edges { node { id title eventDate guestCount status } } }
}`;

const booking = z.object({
  id: z.string(),
  title: quotation.nullable(),
  eventDate: z.string(),
  guestCount: z.number().nullable(),
  status: z.string(),
});

const customer = z
  .object({
    id: z.string(),
    name: quotation,
    phones: z.array(z.string()),
    bookings: z.object({ edges: z.array(z.object({ node: booking })) }),
  })
  .transform(({ bookings, ...rest }) => ({ ...rest, latestBookings: bookings.edges.map(({ node }) => node) }));

const findByPhone = agentTool({
  name: "find_customer_by_phone",
  title: "Find customers by phone number",
  description:
    "Who holds a phone number: call it first when somebody calls. Several customers may share a number: ask who is speaking. An empty list: nobody known has it.",
  input: z.object({ phone: z.string().min(1).describe("In any format, e.g. (323) 555-0135.") }),
  document: `query FindCustomerByPhone($phone: String!) { customerByPhone(phone: $phone) { ...Customer } } ${CUSTOMER}`,
  data: z.object({ customerByPhone: z.array(customer) }),
  tell: ({ customerByPhone }) => ({ customers: customerByPhone }),
});

const findByName = agentTool({
  name: "find_customers_by_name",
  title: "Find customers by name",
  description: "Customers whose name has this part; a typo is forgiven. Each with its id for the other tools.",
  input: z.object({ name: z.string().min(1).describe("Part of a name."), ...PAGE }),
  document: `query FindCustomersByName($name: String!, $first: Int, $after: String) {
  customers(search: $name, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { ...Customer } }
  }
} ${CUSTOMER}`,
  data: z.object({
    customers: z.object({ totalCount: z.number(), pageInfo, edges: z.array(z.object({ node: customer })) }),
  }),
  tell: ({ customers: { totalCount, pageInfo: next, edges } }) => ({
    customers: edges.map(({ node }) => node),
    ...{ totalCount, next },
  }),
});

const readContext = agentTool({
  name: "read_customer_context",
  title: "Read what is known of a customer",
  description:
    "What to know before or while speaking with a customer: allergies and needs first, the last calls, what is still to be done, preferences, bookings, each with the call it rests on. With a question, the passages of their calls and bookings that answer it.",
  input: z.object({
    customerId: idOf("customer"),
    question: z.string().optional().describe('What you want to know, e.g. "Where shall we park?"'),
    maxTokens: z.int().min(50).max(20_000).default(1_500).describe("Most tokens of the text, 50 to 20,000."),
  }),
  document: `query ReadCustomerContext($customerId: ID!, $question: String, $maxTokens: Int) {
  customer(id: $customerId) { aiContext(question: $question, maxTokens: $maxTokens) }
}`,
  data: z.object({ customer: z.object({ aiContext: z.string() }).nullable() }),
  tell: (data) => data.customer?.aiContext ?? null,
});

/** Whom a call is of, and what to know of them. */
export const CUSTOMER_TOOLS = [findByPhone, findByName, readContext];
