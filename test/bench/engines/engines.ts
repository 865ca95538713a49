/** A sheet for a rule engine: amounts in 元, ratios as fractions, texts and yes/no as they are. */
export type PlainSheet = Record<string, number | boolean | string>;

/** What any evaluator says about a sheet without gaps: which clauses are met, which indicator earns how much. */
export interface Answer {
  met: Record<string, boolean>;
  points: Record<string, number>;
}

/** A rule engine that has been told a standard. */
export interface RuleEngine {
  name: string;
  /** How it was told. */
  how: string;
  answer(sheet: PlainSheet): Promise<Answer>;
}
