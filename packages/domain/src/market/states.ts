/** Codes of the states of countries whose addresses must name one, as posts there abbreviate them. */
const states: Readonly<Record<string, string>> = {
  US: 'AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY',
  CA: 'AB BC MB NB NL NS NT NU ON PE QC SK YT',
};

/** The states of a country that an address may name; null where they are not checked. */
export function statesOf(country: string): readonly string[] | null {
  return states[country]?.split(' ') ?? null;
}
