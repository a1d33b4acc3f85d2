// Small made-up projects for looking at the pages: support messages (one key each), contract parties (spans), a mixed survey.
const openings = ["Hello,", "Hi team,", "Good morning,", "Urgent:", "Dear support,", ""];
const bodies = [
  ["billing", "I was charged twice for the March invoice. Could you refund one of the payments?"],
  ["billing", "my card was declined but the money left my account anyway"],
  ["technical", "the app crashes every time I open a project with more than 200 files"],
  ["technical", "Export to CSV writes an empty file since the last update."],
  ["account", "I cannot sign in. The reset mail never arrives, not even in spam."],
  ["account", "Please change the owner of our workspace to my colleague Priya."],
  ["shipping", "the parcel was marked as delivered yesterday but nobody has seen it"],
  ["shipping", "Can I still change the delivery address of order 55-1382?"],
  ["other", "Just wanted to say that the new editor is lovely 👍"],
  ["other", "do you offer discounts for schools?"],
];
const pad = (number, width) => String(number).padStart(width, "0");
const id = (prefix, number) => prefix + pad(number, 11);

export const labels = ["billing", "technical", "account", "shipping", "other"];
const about = ["Money: invoices, refunds, cards", "Something does not work as it should", "Sign-in, ownership, profile", "Parcels and addresses", "None of the above"];

function tickets(count) {
  return Array.from({ length: count }, (_, index) => {
    const [truth, body] = bodies[(index * 7 + (index >> 3)) % bodies.length];
    const text = [openings[index % openings.length], body, index % 4 === 0 ? "It is the third time this happens and I am losing patience." : ""].filter(Boolean).join(" ");
    return { id: id("0t", index + 1), key: `msg-${pad(index + 1, 4)}`, fields: { text, channel: index % 3 ? "mail" : "chat" }, metadata: { language: "en" }, truth, state: index % 41 === 40 ? "quarantined" : "ready", split: ["train", "train", "train", "validation", "test"][index % 5], score: 0.5 + ((index * 37) % 50) / 100 };
  });
}

const contract = "On 14 March 2025, Halden Freight AS agreed to lease the warehouse at Tollbugata 9, Oslo from Nordlys Eiendom for NOK 410,000 a year. The lease was signed by Ingrid Solheim on behalf of the tenant, and may be ended by either side with six months of notice.\n\nوقّعت شركة هالدن للشحن العقد في أوسلو بتاريخ 14 مارس 2025.";
const find = (text, words) => {
  const at = text.indexOf(words);
  const before = [...text.slice(0, at)].length;
  return [before, before + [...words].length];
};
const others = [
  "Family 👩‍👩‍👧 Larsen rents a flat at Storgata 4, Bergen from Fjord Homes AS since 1 May 2024.",
  "Marta Kowalska sold her share of Baltic Timber to Andrzej Nowak for EUR 95,000.\nThe parties met in Gdańsk on 3 June 2025.",
  "The Ministry of Transport and Oslo Havn KF extended the agreement until 31 December 2030.",
  "Mr. Okafor, acting for Lagos Harbour Services, asked for a delay of two weeks.",
];
function parties() {
  const texts = [contract, ...others, ...others.map((text) => "Annex. " + text)];
  return texts.map((text, index) => ({ id: id("0p", index + 1), key: `contract-${318 + index}`, fields: { text }, metadata: {}, state: "ready", split: "train",
    suggestions: index === 0 ? [{ id: "0s00000000001", question: "parties", score: 0.9, answer: { parts: [
      { id: "s1", labels: ["Person"], ranges: [find(text, "Ingrid Solheim")], score: 0.92, origin: "suggestion:0s00000000001" },
      { id: "s2", labels: ["Date"], ranges: [find(text, "six months")], score: 0.58, origin: "suggestion:0s00000000001" }] } }] : [],
    draft: index === 0 ? { counter: 1, activeSeconds: 21, annotation: { unknown: [], flags: [], answers: { parties: { parts: [
      ["Date", "14 March 2025"], ["Organisation", "Halden Freight AS"], ["Place", "Tollbugata 9, Oslo"], ["Organisation", "Nordlys Eiendom"], ["Money", "NOK 410,000"],
      ["Organisation", "شركة هالدن للشحن"], ["Place", "أوسلو"], ["Date", "14 مارس 2025"],
    ].map(([label, words], number) => ({ id: `p${number}`, labels: [label], ranges: [find(text, words)], origin: "person" })) } } } } : undefined }));
}

const question = (name, kind, more = {}) => ({ name, kind, prompt: "", labels: [], attributes: [], isRequired: true, allowsUnknown: false, allowsMultiple: false, ...more });
const definition = (project, objective, questions, guidelines, more = {}) => ({ project, objective, use: "commercial", media: "text", questions, environments: {}, guidelines, sources: [], prepare: [], labelling: { overlapFrom: 2, overlapTo: 2, leaseMinutes: 15, heartbeatSeconds: 30, goldShare: 0, reviewShare: 0 }, consensus: {}, ship: [], ...more });

const ticketGuide = `# Support topics
Pick the **one** topic a support desk would route the message to. When two fit, take the one the customer asks about *last*.

## Billing
Invoices, refunds, cards, prices. A question about a discount is \`other\`.

## Technical
Something does not work: crashes, empty exports, slow pages.

## Account
Sign-in, ownership, profile data.

| Says | Topic |
|---|---|
| "charged twice" | billing |
| "reset mail never arrives" | account |

See [the long version](https://example.org/guide). <script>alert(1)</script>`;
const partyGuide = `# Contract parties
Mark every mention in the text, also repeated ones.

## Person
Mark the full name, without titles. Leave out job names such as “the tenant”, even when they stand for a person.

## Organisation
With its legal form: *Halden Freight AS*.

## Date
Calendar dates only. Durations such as “six months” are not dates.`;

/** One text of a megabyte with 2,000 spans: long documents are a standard test. */
function longText() {
  const sentence = "Halden Freight AS leases the warehouse at Tollbugata 9 in Oslo from Nordlys Eiendom, as agreed on 14 March 2025. ";
  const text = Array.from({ length: 1150 }, () => sentence.repeat(8).trim()).join("\n");
  const parts = [];
  for (let at = text.indexOf("Halden"); at >= 0 && parts.length < 2000; at = text.indexOf("Halden", at + 400)) parts.push({ id: `p${parts.length}`, labels: ["Organisation"], ranges: [[at, at + 17]], origin: "person" });
  return { id: "0l00000000001", key: "long-1", fields: { text }, metadata: {}, state: "ready", split: "train", draft: { counter: 1, activeSeconds: 0, annotation: { answers: { parties: { parts } }, unknown: [], flags: [] } } };
}

export function makeProjects(count = 60) {
  return {
    ...(process.argv.includes("--long") ? { long: { version: 1, role: "owner", guidelines: partyGuide, items: [longText()], definition: definition("long", "A text of a megabyte", [question("parties", "spans", { labels: ["Organisation", "Person"].map((name) => ({ name })) })], partyGuide) } } : {}),
    tickets: { version: 3, role: "owner", guidelines: ticketGuide, items: tickets(count), definition: definition("tickets", "Route support messages to the right desk", [question("topic", "choice", { prompt: "What is this message about?", allowsUnknown: true, labels: labels.map((name, index) => ({ name, about: about[index], quota: index === 0 ? 40 : undefined })) })], ticketGuide, { purpose: "A wrong desk costs a day", prepare: [{ step: "personal-data", settings: {} }], splits: { shares: [["train", 0.8], ["validation", 0.1], ["test", 0.1]].map(([name, share]) => ({ name, share })), seed: 0 } }) },
    parties: { version: 1, role: "owner", guidelines: partyGuide, items: parties(), definition: definition("parties", "Find parties, dates and money in contracts", [question("parties", "spans", { prompt: "", labels: ["Organisation", "Person", "Date", "Money", "Place"].map((name) => ({ name })) })], partyGuide) },
    survey: { version: 1, role: "owner", guidelines: "", items: tickets(12).map((item) => ({ ...item, id: item.id.replace("0t", "0v"), key: item.key.replace("msg", "reply") })), definition: definition("survey", "Judge answers of the help desk", [
      question("tone", "choice", { prompt: "Which tone has the message?", labels: ["calm", "annoyed", "angry"].map((name) => ({ name })), allowsUnknown: true }),
      question("mentions", "choices", { prompt: "What does it mention?", labels: ["price", "person", "product", "date"].map((name) => ({ name })) }),
      question("urgency", "rating", { prompt: "How urgent is it?" }),
      question("names", "spans", { prompt: "Mark what is named", isRequired: false, labels: ["Product", "Person", "Order"].map((name) => ({ name })) }),
      question("reply", "text", { prompt: "A reply in one sentence", isRequired: false }),
    ], "") },
  };
}
