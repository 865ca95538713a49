interface Period {
  closesOn: string;
  closesProvisional: boolean;
}

/** The last day of a public notice; 暂定 where holidays of its year were not announced yet. */
export const lastDay = ({ closesOn, closesProvisional }: Period): string =>
  closesProvisional ? `${closesOn}（暂定）` : closesOn;
