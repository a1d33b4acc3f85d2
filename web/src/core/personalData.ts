/** Names of personal data as people say them; the catalogue's are those of presidio, in capitals. */

const written: Readonly<Record<string, string>> = {
  IBAN_CODE: "Bank account (IBAN)", IP_ADDRESS: "IP address", MAC_ADDRESS: "MAC address", URL: "Web address", EMAIL_ADDRESS: "E-mail address",
  PHONE_NUMBER: "Telephone", CREDIT_CARD: "Payment card", DATE_TIME: "Date or time", CRYPTO: "Coin address",
};

/** `UK_POSTCODE` as "UK postcode": a country keeps its capitals. */
export function entityTitle(entity: string): string {
  const known = written[entity];
  if (known) return known;
  const [first, ...rest] = entity.split("_");
  const head = first.length === 2 ? first : first.charAt(0) + first.slice(1).toLowerCase();
  return [head, ...rest.map((word) => (word.length <= 3 ? word : word.toLowerCase()))].join(" ");
}
