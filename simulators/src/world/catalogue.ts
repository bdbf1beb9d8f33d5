/** One thing that the shop sells. */
export interface Product {
  /** As in labels: the catalogue is a closed set. */
  readonly item: string;
  readonly name: string;
  readonly category: "books" | "coffee" | "kitchen" | "tea";
  readonly paise: number;
  /** How often it is bought, as a share of all. */
  readonly share: number;
}

/** All that the shop sells. */
export const CATALOGUE: readonly Product[] = [
  { item: "espresso_beans", name: "Espresso beans", category: "coffee", paise: 64_900, share: 0.16 },
  { item: "filter_coffee", name: "Filter coffee", category: "coffee", paise: 38_500, share: 0.14 },
  { item: "cold_brew", name: "Cold brew", category: "coffee", paise: 24_900, share: 0.09 },
  { item: "assam_tea", name: "Assam tea", category: "tea", paise: 29_900, share: 0.13 },
  { item: "masala_chai", name: "Masala chai", category: "tea", paise: 34_900, share: 0.12 },
  { item: "green_tea", name: "Green tea", category: "tea", paise: 41_900, share: 0.07 },
  { item: "steel_filter", name: "Steel filter", category: "kitchen", paise: 89_900, share: 0.06 },
  { item: "clay_cups", name: "Clay cups", category: "kitchen", paise: 54_900, share: 0.07 },
  { item: "kettle", name: "Kettle", category: "kitchen", paise: 249_900, share: 0.03 },
  { item: "tea_journeys", name: "Tea journeys", category: "books", paise: 79_900, share: 0.05 },
  { item: "coffee_atlas", name: "Coffee atlas", category: "books", paise: 149_900, share: 0.04 },
  { item: "kitchen_notes", name: "Kitchen notes", category: "books", paise: 44_900, share: 0.04 },
];

/** The product at a place from 0 to 1 of all that is bought. */
export function productAt(place: number): Product {
  let reached = 0;
  const found = CATALOGUE.find(({ share }) => (reached += share) > place);
  return found ?? (CATALOGUE[0] as Product);
}
